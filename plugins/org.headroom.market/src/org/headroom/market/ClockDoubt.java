package org.headroom.market;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.headroom.model.market.Refusal;
import org.headroom.model.market.Refusal.Reason;
import org.headroom.model.money.EthAddress;

/**
 * Whether it is our own clock that is wrong: when most of those who were heard last, and at least three, seem to live in
 * another time. A broker that repeats what is over can cause the doubt and nothing else. One thread.
 */
final class ClockDoubt {
    private static final int MOST_AUTHORS = 32;
    private static final int LEAST_AUTHORS = 3;

    private final Map<EthAddress, Boolean> wrong = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<EthAddress, Boolean> eldest) {
            return size() > MOST_AUTHORS;
        }
    };

    void inTime(EthAddress author) {
        wrong.put(author, false);
    }

    void refused(Refusal refusal) {
        if (refusal.reason() == Reason.EXPIRED || refusal.reason() == Reason.FROM_THE_FUTURE)
            Topics.author(refusal.topic()).ifPresent(author -> wrong.put(author, true));
    }

    /** A sentence for the link's state; empty while there is no reason. */
    Optional<String> words() {
        long authors = wrong.values().stream().filter(each -> each).count();
        return authors >= LEAST_AUTHORS && 2 * authors > wrong.size()
                ? Optional.of("Most of what comes in is refused as expired or not yet issued: this machine's clock is"
                        + " probably wrong, and others refuse what it says. Set it by a time server.")
                : Optional.empty();
    }
}
