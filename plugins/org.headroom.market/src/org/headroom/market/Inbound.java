package org.headroom.market;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.headroom.market.MarketGate.Opened;
import org.headroom.market.MarketGate.Verdict;
import org.headroom.model.market.Incoming;
import org.headroom.model.market.MarketMessage;
import org.headroom.model.market.Refusal;
import org.headroom.model.market.Refusal.Reason;
import org.headroom.model.market.StopRequest;
import org.headroom.model.money.EthAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From bytes on a topic to what the listeners are told, whichever broker they come from. What has piled up is judged
 * together and remembered in one commit. The link's own thread alone.
 */
final class Inbound {
    private static final Logger LOG = LoggerFactory.getLogger(Inbound.class);
    private static final Duration QUIET = Duration.ofSeconds(10);
    private static final int MOST_AUTHORS = 4_096;
    /** So many bad signatures in one name are an accident; beyond, what claims that name is looked at last. */
    private static final RateLimits.Allowance FORGERIES = new RateLimits.Allowance(16, 1);

    /** A clock may be put right, an allowance grows again, a block may be lifted: then the message is in order. */
    private static final Set<Reason> PASSING = Set.of(Reason.FROM_THE_FUTURE, Reason.RATE_LIMITED, Reason.BLOCKED);

    /** Whoever says too much would fill the list of what was refused: these are told once in a while. */
    private static final Set<Reason> REPEATED = Set.of(Reason.RATE_LIMITED, Reason.BLOCKED);

    /** @param broker by its place in the link's list */
    record Item(int broker, String topic, byte[] payload) {}

    private record Trouble(Optional<EthAddress> author, Reason reason) {}

    private record Waiting(Item item, Delivered.Fingerprint fingerprint, Opened opened) {}

    private final MarketGate gate;
    private final Clock clock;
    private final Supplier<BitSet> up;
    private final Consumer<Incoming> listeners;
    private final Delivered delivered = new Delivered();
    private final RepeatedMessages repeated = new RepeatedMessages();
    private final Shown shown = new Shown();
    private final ClockDoubt doubt = new ClockDoubt();
    private final Buckets<EthAddress> forgeries = new Buckets<>(MOST_AUTHORS);
    private final Map<String, Instant> newest = bounded();
    private final Map<Trouble, Instant> complained = bounded();

    /** @param up the brokers within reach, by their place */
    Inbound(MarketGate gate, Clock clock, Supplier<BitSet> up, Consumer<Incoming> listeners) {
        this.gate = gate;
        this.clock = clock;
        this.up = up;
        this.listeners = listeners;
    }

    private static <K> Map<K, Instant> bounded() {
        return new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, Instant> eldest) {
                return size() > MOST_AUTHORS;
            }
        };
    }

    /** In their order, but for those in whose name much has been forged: theirs come last. */
    void take(List<Item> items) {
        var first = new ArrayList<Item>();
        var last = new ArrayList<Item>();
        for (Item item : items) (doubtful(item) ? last : first).add(item);
        inOrder(first);
        inOrder(last);
    }

    private boolean doubtful(Item item) {
        return Topics.author(item.topic())
                .filter(author -> forgeries.isEmpty(author, FORGERIES, clock.instant()))
                .isPresent();
    }

    private void inOrder(List<Item> items) {
        var messages = new ArrayList<Item>();
        for (Item item : items) {
            boolean presence = Topics.isPresence(item.topic());
            if (!presence && item.payload().length > 0) {
                messages.add(item);
                continue;
            }
            messages(messages);
            messages.clear();
            if (presence) presence(item);
            else cleared(item);
        }
        messages(messages);
    }

    private void cleared(Item item) {
        String topic = item.topic();
        if (!shown.gone(item.broker(), topic, up.get())) return;
        delivered.forget(topic);
        Topics.offerPlace(topic)
                .ifPresent(place -> listeners.accept(new Incoming.OfferGone(place.provider(), place.gpu())));
        Topics.orderPlace(topic)
                .ifPresent(place -> listeners.accept(new Incoming.OrderGone(place.renter(), place.order())));
    }

    private void presence(Item item) {
        byte[] payload = item.payload();
        var provider = Topics.presenceOf(item.topic());
        Optional<Boolean> online =
                switch (new String(payload, 0, Math.min(payload.length, 8), StandardCharsets.US_ASCII)) {
                    case "online" -> Optional.of(true);
                    case "offline", "" -> Optional.of(false);
                    default -> Optional.empty();
                };
        if (provider.isEmpty() || online.isEmpty()) {
            refuse(item.topic(), Reason.MALFORMED, "presence is \"online\" or \"offline\" on an address's topic");
            return;
        }
        if (online.get()) shown.shows(item.broker(), item.topic());
        else if (!shown.gone(item.broker(), item.topic(), up.get())) return;
        listeners.accept(new Incoming.Presence(provider.get(), online.get()));
    }

    private void messages(List<Item> items) {
        var waiting = new ArrayList<Waiting>();
        var here = new HashSet<String>();
        for (Item item : items) {
            Delivered.Fingerprint fingerprint = Delivered.fingerprint(item.topic(), item.payload());
            Optional<Boolean> before = delivered.taken(fingerprint);
            if (before.isPresent()) {
                if (before.get()) {
                    shows(item);
                    again(item);
                }
                continue;
            }
            Opened opened = open(item);
            if (opened instanceof Opened.Sound sound) {
                doubt.inTime(sound.sighting().author());
                String hash = sound.sighting().hash().hex();
                // The same in other bytes, or from another broker: it must not count twice.
                if (delivered.knows(sound.sighting().hash()) || !here.add(hash)) {
                    shows(item);
                    continue;
                }
            }
            waiting.add(new Waiting(item, fingerprint, opened));
        }
        if (!waiting.isEmpty()) tell(waiting);
    }

    /** Said again because its author has had no answer: whoever answers is told once more. It counts for nothing else. */
    private void again(Item item) {
        Instant now = clock.instant();
        if (!repeated.isDue(item.broker(), item.topic(), now)) return;
        if (open(item) instanceof Opened.Sound sound) listeners.accept(new Incoming.Repeated(now, sound.signed()));
    }

    private Opened open(Item item) {
        try {
            return gate.open(new MarketGate.Letter(item.topic(), item.payload()));
        } catch (RuntimeException | Error e) {
            // Our own fault: the message is not taken, the link goes on.
            LOG.error("A message on {} could not be looked at", item.topic(), e);
            return new Opened.Refused(new Refusal(
                    clock.instant(), item.topic(), Reason.INVALID, "could not be looked at: " + e.getMessage()));
        }
    }

    private void tell(List<Waiting> waiting) {
        List<Opened.Sound> sound = waiting.stream()
                .filter(each -> each.opened() instanceof Opened.Sound)
                .map(each -> (Opened.Sound) each.opened())
                .toList();
        List<Verdict> verdicts;
        try {
            verdicts = gate.admit(sound);
        } catch (RuntimeException | Error e) {
            // The memory cannot be written, say: nothing is taken that could not be remembered.
            LOG.error("{} messages could not be remembered", sound.size(), e);
            verdicts = sound.stream().map(each -> unremembered(each, e)).toList();
        }
        int next = 0;
        for (Waiting each : waiting) {
            switch (each.opened()) {
                case Opened.Refused refused -> refused(each, refused.refusal());
                case Opened.Sound s -> {
                    switch (verdicts.get(next++)) {
                        case Verdict.Refused refused -> refused(each, refused.refusal());
                        case Verdict.Admitted admitted -> admitted(each, admitted);
                    }
                }
            }
        }
    }

    /** A renter may stop its job at any time, and a stop that is taken twice is one: it needs no memory. */
    private Verdict unremembered(Opened.Sound sound, Throwable why) {
        if (sound.signed().message() instanceof StopRequest)
            return new Verdict.Admitted(sound.signed(), sound.sighting().hash());
        return new Verdict.Refused(new Refusal(
                clock.instant(),
                sound.letter().topic(),
                Reason.INVALID,
                "could not be remembered, so it is not taken: " + why.getMessage()));
    }

    private void admitted(Waiting each, Verdict.Admitted admitted) {
        Item item = each.item();
        shows(item);
        boolean news = delivered.taken(each.fingerprint(), admitted.hash(), item.topic());
        if (!news) return;
        repeated.told(item.topic(), clock.instant());
        if (!outdated(item.topic(), admitted.signed().message()))
            listeners.accept(new Incoming.Taken(clock.instant(), admitted.signed()));
    }

    /** Of two offers for one GPU the one issued later holds, in whatever order they come. */
    private boolean outdated(String topic, MarketMessage message) {
        if (!standing(topic)) return false;
        Instant issued = message.validity().issuedAt();
        Instant known = newest.get(topic);
        if (known != null && issued.isBefore(known)) return true;
        newest.put(topic, issued);
        return false;
    }

    private void shows(Item item) {
        if (standing(item.topic())) shown.shows(item.broker(), item.topic());
    }

    private static boolean standing(String topic) {
        return Topics.kind(topic)
                .filter(kind -> kind == Kind.OFFER || kind == Kind.ORDER)
                .isPresent();
    }

    private void refused(Waiting each, Refusal refusal) {
        Reason reason = refusal.reason();
        doubt.refused(refusal);
        if (reason == Reason.WRONG_SIGNER || reason == Reason.UNSIGNED)
            Topics.author(refusal.topic()).ifPresent(a -> forgeries.take(a, FORGERIES, clock.instant()));
        // What is sound in itself is invalid only because it could not be remembered.
        boolean passing =
                PASSING.contains(reason) || (each.opened() instanceof Opened.Sound && reason == Reason.INVALID);
        if (!passing) delivered.refused(each.fingerprint(), refusal.topic());
        if (!REPEATED.contains(reason) || firstInAWhile(refusal)) listeners.accept(new Incoming.Refused(refusal));
    }

    private boolean firstInAWhile(Refusal refusal) {
        var trouble = new Trouble(Topics.author(refusal.topic()), refusal.reason());
        Instant before = complained.get(trouble);
        if (before != null && refusal.at().isBefore(before.plus(QUIET))) return false;
        complained.put(trouble, refusal.at());
        return true;
    }

    private void refuse(String topic, Reason reason, String detail) {
        listeners.accept(new Incoming.Refused(new Refusal(clock.instant(), topic, reason, detail)));
    }

    /** What the state should say of our clock. */
    Optional<String> clockDoubt() {
        return doubt.words();
    }
}
