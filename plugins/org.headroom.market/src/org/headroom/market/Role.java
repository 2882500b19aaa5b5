package org.headroom.market;

import java.util.List;
import org.headroom.model.money.EthAddress;

/** What a link is on the market for, and hence what it listens to. */
public enum Role {
    /** Hears every order and what is addressed to it; its presence is shown. */
    PROVIDER,
    /** Hears every offer, who is present, and what is addressed to it. */
    RENTER,
    /** Hears what anyone may read. */
    OBSERVER;

    List<String> filters(EthAddress self) {
        return switch (this) {
            case PROVIDER -> Topics.ofProvider(self);
            case RENTER -> Topics.ofRenter(self);
            case OBSERVER -> Topics.ofObserver();
        };
    }

    boolean showsPresence() {
        return this == PROVIDER;
    }
}
