package org.headroom.market;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Consumer;
import org.headroom.model.market.Incoming;
import org.headroom.model.market.Refusal;
import org.headroom.model.market.Refusal.Reason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From bytes on a topic to what the listeners are told. The link's own thread alone. */
final class Inbound {
    private static final Logger LOG = LoggerFactory.getLogger(Inbound.class);

    private final MarketGate gate;
    private final Clock clock;
    private final Consumer<Incoming> listeners;
    private final Delivered delivered = new Delivered();

    Inbound(MarketGate gate, Clock clock, Consumer<Incoming> listeners) {
        this.gate = gate;
        this.clock = clock;
        this.listeners = listeners;
    }

    void take(String topic, byte[] payload) {
        if (Topics.isPresence(topic)) {
            presence(topic, payload);
        } else if (payload.length == 0) {
            delivered.forget(topic);
            Topics.offerPlace(topic)
                    .ifPresent(place -> listeners.accept(new Incoming.OfferGone(place.provider(), place.gpu())));
            Topics.orderPlace(topic)
                    .ifPresent(place -> listeners.accept(new Incoming.OrderGone(place.renter(), place.order())));
        } else {
            message(topic, payload);
        }
    }

    private void presence(String topic, byte[] payload) {
        var provider = Topics.presenceOf(topic);
        Optional<Boolean> online =
                switch (new String(payload, 0, Math.min(payload.length, 8), StandardCharsets.US_ASCII)) {
                    case "online" -> Optional.of(true);
                    case "offline", "" -> Optional.of(false);
                    default -> Optional.empty();
                };
        if (provider.isPresent() && online.isPresent())
            listeners.accept(new Incoming.Presence(provider.get(), online.get()));
        else refuse(topic, Reason.MALFORMED, "presence is \"online\" or \"offline\" on an address's topic");
    }

    private void message(String topic, byte[] payload) {
        String fingerprint = Delivered.fingerprint(topic, payload);
        if (delivered.knows(fingerprint)) return;
        MarketGate.Verdict verdict;
        try {
            verdict = gate.judge(topic, payload);
        } catch (RuntimeException e) {
            // Our own fault (the memory of nonces cannot be written, say): the message is not taken, the link goes on.
            LOG.error("A message on {} could not be looked at", topic, e);
            refuse(topic, Reason.INVALID, "could not be looked at: " + e.getMessage());
            return;
        }
        switch (verdict) {
            case MarketGate.Verdict.Refused(Refusal refusal) -> {
                // A clock may be put right, and then the message is in order.
                if (refusal.reason() != Reason.FROM_THE_FUTURE) delivered.remember(fingerprint, topic);
                listeners.accept(new Incoming.Refused(refusal));
            }
            case MarketGate.Verdict.Admitted admitted -> {
                delivered.remember(fingerprint, topic);
                if (delivered.remember(admitted.hash(), topic))
                    listeners.accept(new Incoming.Taken(clock.instant(), admitted.signed()));
            }
        }
    }

    private void refuse(String topic, Reason reason, String detail) {
        listeners.accept(new Incoming.Refused(new Refusal(clock.instant(), topic, reason, detail)));
    }
}
