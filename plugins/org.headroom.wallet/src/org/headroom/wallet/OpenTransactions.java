package org.headroom.wallet;

import java.math.BigInteger;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.headroom.model.lease.Journal.JournalFailure;
import org.headroom.model.money.Hash32;
import org.headroom.model.payment.PaymentFailure;
import org.headroom.model.payment.PaymentFailure.Kind;
import org.headroom.model.payment.PendingWithdrawal;
import org.headroom.model.payment.TransactionLog;
import org.headroom.model.payment.TransactionLog.Attempt;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One account's transactions that are in the log and not settled: looks where they stand, sends them again, replaces them at
 * a higher fee, settles them when they are final. One caller at a time; blocks.
 *
 * <p>A nonce is used by one transaction at most, and all attempts of a nonce make the same call: whatever is sent again or
 * replaced takes effect once at most.
 */
final class OpenTransactions {
    private static final Logger LOG = LoggerFactory.getLogger(OpenTransactions.class);

    private final Chain chain;
    private final long chainId;
    private final KeySigner signer;
    private final TransactionLog log;
    private final Clock clock;
    private final FinalBlock finalBlock;
    private final Timing timing;
    private final ChainNotices notices;
    private final LostNumbers lost;
    private final Map<BigInteger, Track> tracks = new TreeMap<>();

    OpenTransactions(
            Chain chain,
            long chainId,
            KeySigner signer,
            TransactionLog log,
            Clock clock,
            FinalBlock finalBlock,
            Timing timing,
            ChainNotices notices) {
        this.chain = chain;
        this.chainId = chainId;
        this.signer = signer;
        this.log = log;
        this.clock = clock;
        this.finalBlock = finalBlock;
        this.timing = timing;
        this.notices = notices;
        this.lost = new LostNumbers(log, chainId, signer.address(), timing.foreign());
    }

    /** A transaction that a block has. @param succeeded false where the contract refused: then only gas was spent */
    record Mined(Purpose purpose, BigInteger nonce, Chain.Receipt receipt) {}

    /** What a caller that waits for one nonce wants to know. */
    sealed interface Standing {
        record InBlock(Chain.Receipt receipt) implements Standing {}

        /** No block has it yet. @param said the node's last refusal; may be empty @param capped no higher fee is allowed */
        record Waiting(Hash32 newest, String said, boolean capped) implements Standing {}

        /** Another transaction has used the nonce for a while, and ours is in no block. */
        record Superseded(Hash32 newest) implements Standing {}
    }

    /** Asks for what concerns all nonces once, and only if it is needed. */
    private final class Round {
        private @Nullable BigInteger count;
        private @Nullable Optional<Long> last;

        BigInteger count() throws PaymentFailure {
            BigInteger known = count;
            if (known == null) count = known = chain.nonce(signer.address(), "latest");
            return known;
        }

        boolean isFinal(long block) {
            Optional<Long> known = last;
            if (known == null) {
                try {
                    known = finalBlock.number();
                } catch (PaymentFailure e) {
                    LOG.debug("The final block is unknown: {}", e.getMessage());
                    known = Optional.empty();
                }
                last = known;
            }
            return known.isPresent() && known.get() >= block;
        }
    }

    /** How many nonces are not settled. */
    int size() throws PaymentFailure {
        return open().size();
    }

    /**
     * Looks at every open nonce and does what is due.
     *
     * @param minedToo whether to look again at all that a block has, and to settle what is final; only where the node is known
     *     to serve the right chain. Those that the chain does not count any more are looked at in any case: later ones would
     *     wait for them
     * @return the first failure; the other nonces were looked at all the same
     */
    Optional<PaymentFailure> check(boolean minedToo) {
        PaymentFailure first = null;
        try {
            Map<BigInteger, List<Attempt>> open = open();
            Round round = new Round();
            for (List<Attempt> attempts : open.values()) {
                Track track = track(attempts);
                try {
                    // One that the chain counts is where it was.
                    if (track.receipt != null && !minedToo && round.count().compareTo(track.nonce) > 0) continue;
                    examine(attempts, track, round, minedToo);
                } catch (PaymentFailure e) {
                    if (first == null) first = e;
                    if (e.kind() == Kind.UNREACHABLE) break;
                }
            }
        } catch (PaymentFailure e) {
            return Optional.of(e);
        }
        return Optional.ofNullable(first);
    }

    /** Those that a block had at the last check. */
    List<Mined> mined() {
        List<Mined> all = new ArrayList<>();
        for (Track t : tracks.values()) {
            Chain.Receipt receipt = t.receipt;
            if (receipt != null) all.add(new Mined(t.purpose, t.nonce, receipt));
        }
        return all;
    }

    /** The caller has been given what is in it: it may be settled at a later check. */
    void reported(Mined mined) {
        Track track = tracks.get(mined.nonce());
        if (track != null && mined.receipt().equals(track.receipt)) track.reported = true;
    }

    /** The nonces that no block has, as far as is known. */
    List<BigInteger> pending() throws PaymentFailure {
        List<BigInteger> nonces = new ArrayList<>();
        for (List<Attempt> attempts : open().values())
            if (track(attempts).receipt == null) nonces.add(attempts.getFirst().nonce());
        return nonces;
    }

    /** The withdrawals among those that no block has. Asks the log alone. */
    List<PendingWithdrawal> pendingWithdrawals() throws PaymentFailure {
        List<PendingWithdrawal> all = new ArrayList<>();
        for (List<Attempt> attempts : open().values()) {
            Track track = track(attempts);
            if (track.receipt == null && track.purpose.isWithdrawal())
                PendingWithdrawals.of(attempts, track.purpose, standing(track), track.said)
                        .ifPresent(all::add);
        }
        return List.copyOf(all);
    }

    private PendingWithdrawal.Standing standing(Track track) {
        if (isSuperseded(track)) return PendingWithdrawal.Standing.SUPERSEDED;
        return track.capped ? PendingWithdrawal.Standing.AT_MOST_FEE : PendingWithdrawal.Standing.SENT;
    }

    private boolean isSuperseded(Track track) {
        return track.supersededAtBlock != null
                && System.nanoTime() - track.supersededSince > timing.foreign().toNanos();
    }

    /** One that no block has and that does the same to the same thing. */
    Optional<Attempt> pending(Purpose purpose) throws PaymentFailure {
        for (List<Attempt> attempts : open().values())
            if (track(attempts).receipt == null && track(attempts).purpose.overlaps(purpose))
                return Optional.of(attempts.getLast());
        return Optional.empty();
    }

    /** Records and sends a first attempt. @throws PaymentFailure it was not recorded: then it was not sent */
    Attempt begin(SignedTransaction signed, Purpose purpose, BigInteger cap, long head) throws PaymentFailure {
        Attempt attempt = record(signed, purpose.text(), cap);
        Track track = new Track(attempt);
        tracks.put(track.nonce, track);
        track.sentAtBlock = head;
        send(attempt, track, true);
        return attempt;
    }

    /** Where one nonce stands. Looks for its receipts alone. */
    Standing standing(List<Attempt> known) throws PaymentFailure {
        BigInteger nonce = known.getFirst().nonce();
        List<Attempt> attempts = open().getOrDefault(nonce, known);
        Track track = track(attempts);
        try {
            Optional<Chain.Receipt> receipt = receipt(attempts);
            if (receipt.isPresent()) {
                track.found(receipt.get());
                return new Standing.InBlock(receipt.get());
            }
        } catch (PaymentFailure e) {
            // It was sent: a node that fails now says nothing about it.
            track.said = String.valueOf(e.getMessage());
        }
        Hash32 newest = attempts.getLast().hash();
        return isSuperseded(track)
                ? new Standing.Superseded(newest)
                : new Standing.Waiting(newest, track.said, track.capped);
    }

    List<Attempt> attempts(BigInteger nonce) throws PaymentFailure {
        return open().getOrDefault(nonce, List.of());
    }

    /**
     * The nonce of the next transaction: the lowest that neither a block nor an open transaction has used. What this account
     * is known to have used counts more than what one node says.
     */
    BigInteger next() throws PaymentFailure {
        Map<BigInteger, List<Attempt>> open = open();
        Optional<BigInteger> settled = highestSettled();
        BigInteger used = settled.map(n -> n.add(BigInteger.ONE)).orElse(BigInteger.ZERO);
        for (Track t : tracks.values()) if (t.receipt != null) used = used.max(t.nonce.add(BigInteger.ONE));
        BigInteger latest = chain.nonce(signer.address(), "latest");
        BigInteger pending = chain.nonce(signer.address(), "pending");
        if (pending.compareTo(latest) < 0) throw unbelievable(latest, pending);
        BigInteger expected =
                open.keySet().stream().map(n -> n.add(BigInteger.ONE)).reduce(used, BigInteger::max);
        boolean known = settled.isPresent() || !open.isEmpty();
        if (known && latest.compareTo(expected) > 0) {
            BigInteger again = chain.nonce(signer.address(), "latest");
            if (!again.equals(latest)) throw unbelievable(latest, again);
            LOG.warn(
                    "The account {} has used {} transaction numbers that are not on record: another program uses its key",
                    signer.address(),
                    latest.subtract(expected));
        }
        BigInteger next = latest.max(used);
        while (open.containsKey(next)) next = next.add(BigInteger.ONE);
        if (pending.compareTo(next) > 0)
            throw new PaymentFailure(
                    Kind.BAD_ANSWER,
                    "The chain's node knows a transaction of "
                            + signer.address().brief()
                            + " that another program sent and no block has yet: nothing was signed; try again when it is"
                            + " through.");
        return next;
    }

    private void examine(List<Attempt> attempts, Track track, Round round, boolean settle) throws PaymentFailure {
        Optional<Chain.Receipt> receipt = receipt(attempts);
        if (receipt.isPresent()) {
            track.found(receipt.get());
            notices.clear(subject(track));
            boolean owed = track.purpose.isWithdrawal() && !track.reported;
            if (settle && !owed && round.isFinal(receipt.get().block())) settle(track);
            return;
        }
        Chain.Receipt before = track.receipt;
        if (before != null) {
            vanished(attempts, track, before);
            return;
        }
        if (round.count().compareTo(track.nonce) > 0) {
            superseded(attempts, track, round, settle);
            return;
        }
        track.supersededAtBlock = null;
        if (settle) lost.look(round.count());
        sendWhenDue(attempts, track, round.count().equals(track.nonce));
    }

    private Optional<Chain.Receipt> receipt(List<Attempt> attempts) throws PaymentFailure {
        for (Attempt a : attempts.reversed()) {
            Optional<Chain.Receipt> found = chain.receipt(a.hash());
            if (found.isPresent()) return found;
        }
        return Optional.empty();
    }

    /** The same bytes again: they have the same nonce and hash, so that a block can have them once only. */
    private void vanished(List<Attempt> attempts, Track track, Chain.Receipt before) {
        LOG.warn(
                "Transaction {} was in block {}, which the chain has replaced: it is sent again",
                before.transaction(),
                before.block());
        track.receipt = null;
        track.reported = false;
        track.waitingSince = System.nanoTime();
        track.sentAtBlock = null;
        Attempt same = attempts.stream()
                .filter(a -> a.hash().equals(before.transaction()))
                .findFirst()
                .orElse(attempts.getLast());
        send(same, track, attempts.size() == 1);
    }

    private void superseded(List<Attempt> attempts, Track track, Round round, boolean settle) throws PaymentFailure {
        Long since = track.supersededAtBlock;
        if (since == null) {
            track.supersededAtBlock = chain.latest().number();
            track.supersededSince = System.nanoTime();
            // No fee brings it into a block any more.
            notices.clear(subject(track));
        } else if (settle && round.isFinal(since)) {
            LOG.warn(
                    "Transaction number {} of {} was used by a transaction that is not on record: \"{}\" did not take"
                            + " effect",
                    track.nonce,
                    signer.address(),
                    attempts.getFirst().purpose());
            settle(track);
        }
    }

    private void settle(Track track) {
        try {
            log.settled(chainId, signer.address(), track.nonce);
            tracks.remove(track.nonce);
            notices.clear(subject(track));
        } catch (JournalFailure e) {
            LOG.warn("A final transaction stays open in the ledger for now: {}", e.getMessage());
        }
    }

    /** @param first whether no earlier transaction is waited for: otherwise a higher fee gains nothing */
    private void sendWhenDue(List<Attempt> attempts, Track track, boolean first) throws PaymentFailure {
        Attempt newest = attempts.getLast();
        Long sent = track.lastSent;
        long now = System.nanoTime();
        if (sent == null) {
            send(newest, track, attempts.size() == 1);
            return;
        }
        boolean raise = !track.contested
                && (track.raiseNow
                        || first && now - track.waitingSince >= timing.raise().toNanos());
        if (raise && raised(newest, track)) return;
        if (now - sent >= timing.again().toNanos()) send(newest, track, attempts.size() == 1);
    }

    /** Replaces an attempt that blocks pass over. @return false where no higher fee is allowed, or none is called for */
    private boolean raised(Attempt newest, Track track) throws PaymentFailure {
        return raised(newest, track, newest.maxFeePerGas());
    }

    /** @param cap the highest price per gas of the replacement */
    private boolean raised(Attempt newest, Track track, BigInteger cap) throws PaymentFailure {
        Chain.Block head = chain.latest();
        Long since = track.sentAtBlock;
        if (!track.raiseNow && (since == null || head.number() <= since)) {
            // While the chain makes no blocks, a higher fee gains nothing.
            if (since == null) track.sentAtBlock = head.number();
            return false;
        }
        FeePolicy.Price price = new FeePolicy.Price(head.baseFee(), chain.tip());
        Optional<SignedTransaction> last = SignedTransaction.decode(newest.raw());
        Optional<FeePolicy.Fees> fees = last.flatMap(l -> FeePolicy.raised(l.fees(), price, cap));
        if (last.isEmpty() || fees.isEmpty()) {
            atLimit(newest, track, price);
            return false;
        }
        uncapped(track);
        SignedTransaction higher = last.get().at(fees.get(), signer, chainId);
        Attempt attempt = record(higher, newest.purpose(), cap);
        LOG.info("No block has transaction {} yet: {} replaces it at a higher fee", newest.hash(), attempt.hash());
        track.raiseNow = false;
        track.sentAtBlock = head.number();
        track.waitingSince = System.nanoTime();
        send(attempt, track, false);
        return true;
    }

    private void atLimit(Attempt newest, Track track, FeePolicy.Price price) {
        track.raiseNow = false;
        if (price.base().compareTo(newest.maxFeePerGas()) <= 0) {
            // The network asks for less than the attempt offers: it only has to be sent again.
            uncapped(track);
            return;
        }
        track.capped = true;
        notices.raise(
                subject(track),
                "No block takes transaction " + newest.hash() + ": the network asks for " + FeePolicy.gwei(price.base())
                        + " gwei per gas, the highest fee that was shown is " + FeePolicy.gwei(newest.maxFeePerGas())
                        + " gwei. No money has moved. It is sent again unchanged and goes through when fees fall; to have it sooner,"
                        + " withdraw again for a higher fee, which replaces it.");
    }

    private void uncapped(Track track) {
        track.capped = false;
        notices.clear(subject(track));
    }

    private static String subject(Track track) {
        return "fee of transaction number " + track.nonce;
    }

    /**
     * Replaces an open transaction at the limit of its fee by the same one within a higher limit, where its owner asks for the
     * same thing again.
     *
     * @return false where it is not at its limit, does something else, or the higher limit is not high enough
     */
    boolean raisedTo(Attempt newest, Purpose purpose, BigInteger cap) throws PaymentFailure {
        Track track = tracks.get(newest.nonce());
        if (track == null || !track.capped || !track.purpose.equals(purpose)) return false;
        if (cap.compareTo(newest.maxFeePerGas()) <= 0) return false;
        track.raiseNow = true;
        return raised(newest, track, cap);
    }

    /** @param only whether the nonce has no other attempt */
    private void send(Attempt attempt, Track track, boolean only) {
        track.lastSent = System.nanoTime();
        try {
            chain.send(attempt.raw());
            track.said = "";
        } catch (PaymentFailure e) {
            NodeRefusal refusal = NodeRefusal.of(e);
            track.said = refusal == NodeRefusal.KNOWN ? "" : String.valueOf(e.getMessage());
            switch (refusal) {
                case UNDERPRICED -> track.raiseNow = true;
                case REPLACEMENT_UNDERPRICED -> {
                    // With one attempt of ours, the other transaction is somebody else's: theirs to replace.
                    if (only) track.contested = true;
                    else track.raiseNow = true;
                }
                case KNOWN, NONCE_TOO_LOW, INSUFFICIENT_FUNDS, UNKNOWN ->
                    LOG.debug("The node answered to transaction {}: {}", attempt.hash(), e.getMessage());
            }
        }
    }

    private Attempt record(SignedTransaction signed, String purpose, BigInteger cap) throws PaymentFailure {
        Attempt attempt = new Attempt(
                chainId, signer.address(), signed.nonce(), signed.hash(), signed.raw(), purpose, cap, clock.instant());
        try {
            log.sending(attempt);
        } catch (JournalFailure e) {
            throw unrecorded(e);
        }
        return attempt;
    }

    private Map<BigInteger, List<Attempt>> open() throws PaymentFailure {
        Map<BigInteger, List<Attempt>> open = new LinkedHashMap<>();
        try {
            for (Attempt a : log.open(chainId, signer.address()))
                open.computeIfAbsent(a.nonce(), n -> new ArrayList<>()).add(a);
        } catch (JournalFailure e) {
            throw unrecorded(e);
        }
        tracks.keySet().retainAll(open.keySet());
        return open;
    }

    private Optional<BigInteger> highestSettled() throws PaymentFailure {
        try {
            return log.highestSettled(chainId, signer.address());
        } catch (JournalFailure e) {
            throw unrecorded(e);
        }
    }

    private Track track(List<Attempt> attempts) {
        return tracks.computeIfAbsent(attempts.getFirst().nonce(), n -> new Track(attempts.getFirst()));
    }

    private PaymentFailure unbelievable(BigInteger first, BigInteger second) {
        return new PaymentFailure(
                Kind.BAD_ANSWER,
                "The chain's node names two different transaction numbers for "
                        + signer.address().brief() + " (" + first + " and " + second
                        + "): nothing was signed; try again, or use another node.");
    }

    private static PaymentFailure unrecorded(JournalFailure e) {
        return new PaymentFailure(
                Kind.UNREACHABLE, "The transaction cannot be recorded, so it was not sent. " + e.getMessage(), e);
    }
}
