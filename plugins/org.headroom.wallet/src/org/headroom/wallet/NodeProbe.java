package org.headroom.wallet;

import java.math.BigInteger;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.Hash32;
import org.headroom.model.money.Usdc;
import org.headroom.model.money.Wei;
import org.headroom.model.payment.ChainLook;
import org.headroom.model.payment.ChainStatus;
import org.headroom.model.payment.PaymentFailure;
import org.headroom.model.payment.StreamClaim;
import org.headroom.model.payment.StreamReading;
import org.headroom.model.payment.StreamRef;
import org.headroom.model.payment.StreamState;
import org.headroom.model.payment.WalletBalance;
import org.headroom.model.payment.WithdrawQuote;
import org.headroom.model.payment.Withdrawal;
import org.headroom.model.payment.WithdrawalScan;

/**
 * Asks nodes all that a rig asks them, and hands out the amounts that were believed. It waits for less than a rig does. For
 * fuzzing. One thread.
 */
public final class NodeProbe implements AutoCloseable {
    /** What the nodes should serve. */
    public static final long CHAIN = 8_453;

    public static final EthAddress FLOW = new EthAddress("0x" + "f1".repeat(20));
    public static final EthAddress TOKEN = new EthAddress("0x" + "d0".repeat(20));
    /** Who opened the streams. */
    public static final EthAddress RENTER = new EthAddress("0x" + "be".repeat(20));
    /** One read takes so long at most. */
    public static final Duration READ = Duration.ofSeconds(3);
    /** For the longest question, which sends a transaction: twelve reads, and the wait for a block. */
    public static final Duration LONGEST = READ.multipliedBy(14);
    /** Of one answer, whatever is in it: its bytes in all their copies, and its tokens as objects. */
    public static final long MOST_ALLOCATED = 40L << 20;

    private static final Duration REQUEST = Duration.ofMillis(400);
    private static final Timing TIMING = new Timing(
            Duration.ofMillis(900),
            Duration.ofMillis(5),
            Duration.ofMillis(40),
            Duration.ofMillis(100),
            Duration.ofMillis(200),
            Duration.ofMillis(200),
            Duration.ofMillis(100));

    private static final long SINCE = 900;

    private final FlowPaymentRail rail;
    private final StreamRef stream = new StreamRef(CHAIN, FLOW, TOKEN, BigInteger.ONE);
    private final StreamRef other = new StreamRef(CHAIN, FLOW, TOKEN, BigInteger.TWO);
    private final Clock clock;

    /** All that is asked. */
    public enum Question {
        STATUS,
        LOOK,
        VERIFICATION,
        BALANCE,
        QUOTE,
        WITHDRAWAL,
        END_OF_STREAM,
        LOGS,
        FINALITY,
        RESUMPTION
    }

    /**
     * What an answer came to.
     *
     * @param kind {@code answered}, or the kind of failure
     * @param failure what was thrown and should not have been
     * @param amounts that were believed: none may be negative or have more than 128 bits
     */
    public record Outcome(String kind, Optional<Throwable> failure, List<BigInteger> amounts) {}

    /** @param isBounded false to find what answers of any length do */
    public NodeProbe(List<URI> nodes, KeySigner signer, boolean isBounded, Clock clock) {
        this.clock = clock;
        var settings = new ChainSettings(nodes.getFirst(), CHAIN, "Base", FLOW, TOKEN, 0, 500).withNodes(nodes);
        var policy = new RetryPolicy(
                READ,
                REQUEST,
                2,
                Duration.ofMillis(10),
                Duration.ofMillis(40),
                isBounded ? AnswerLimits.STANDARD : AnswerLimits.NONE);
        this.rail = new FlowPaymentRail(
                settings, signer, signer.address(), clock, new MemoryTransactionLog(), TIMING, policy);
    }

    public Outcome ask(Question question) {
        List<BigInteger> amounts = new ArrayList<>();
        try {
            ask(question, amounts);
            return new Outcome("answered", Optional.empty(), amounts);
        } catch (PaymentFailure e) {
            return new Outcome(e.kind().name().toLowerCase(Locale.ROOT), Optional.empty(), amounts);
        } catch (RuntimeException | Error e) {
            return new Outcome("thrown", Optional.of(e), amounts);
        }
    }

    private void ask(Question question, List<BigInteger> amounts) throws PaymentFailure {
        switch (question) {
            case STATUS -> add(amounts, rail.status());
            case LOOK -> {
                ChainLook look = rail.look(List.of(stream, other));
                add(amounts, look.status());
                look.balance().ifPresent(b -> add(amounts, b));
                for (StreamReading reading : look.streams().values())
                    if (reading instanceof StreamReading.Read read) add(amounts, read.state());
            }
            case VERIFICATION -> {
                StreamState state = rail.verify(stream, Optional.of(SINCE));
                add(amounts, state);
                rail.standing(state);
            }
            case BALANCE -> add(amounts, rail.balance(rail.terms().recipient()));
            case QUOTE -> add(amounts, quote());
            case WITHDRAWAL -> {
                WithdrawQuote quote = quote();
                add(amounts, quote);
                rail.withdraw(quote).forEach(w -> add(amounts, w));
            }
            case END_OF_STREAM -> rail.end(stream);
            case LOGS -> {
                WithdrawalScan scan = rail.withdrawals(stream, SINCE);
                amounts.add(BigInteger.valueOf(scan.next()));
                amounts.add(BigInteger.valueOf(scan.sure()));
                scan.found().forEach(w -> add(amounts, w));
            }
            case FINALITY -> rail.finality(List.of(withdrawal()));
            case RESUMPTION -> rail.resume().forEach(w -> add(amounts, w));
        }
    }

    private WithdrawQuote quote() throws PaymentFailure {
        var limit = new StreamClaim.Limit(new Usdc(1_000), RENTER, true);
        return rail.quoteClaims(List.of(StreamClaim.unlimited(stream), StreamClaim.limited(other, limit)));
    }

    private Withdrawal withdrawal() {
        return new Withdrawal(
                stream,
                new Hash32("0x" + "ab".repeat(32)),
                SINCE,
                new Usdc(1_000),
                50_000,
                Wei.ZERO,
                Instant.now(clock));
    }

    private static void add(List<BigInteger> amounts, ChainStatus status) {
        amounts.add(BigInteger.valueOf(status.block()));
        status.finalBlock().ifPresent(block -> amounts.add(BigInteger.valueOf(block)));
    }

    private static void add(List<BigInteger> amounts, WalletBalance balance) {
        amounts.add(balance.coin().amount());
        add(amounts, balance.usdc());
    }

    private void add(List<BigInteger> amounts, StreamState state) {
        add(amounts, state.balance());
        add(amounts, state.settledDebt());
        add(amounts, state.withdrawn());
        add(amounts, state.due(clock.instant()));
        amounts.add(state.rate().ud21x18());
        amounts.add(state.settledDust());
        amounts.add(BigInteger.valueOf(state.runway(clock.instant()).toSeconds()));
    }

    private static void add(List<BigInteger> amounts, WithdrawQuote quote) {
        add(amounts, quote.amount());
        add(amounts, quote.returned());
        amounts.add(BigInteger.valueOf(quote.gas()));
        amounts.add(quote.maxFeePerGas().amount());
        amounts.add(quote.fee().amount());
        amounts.add(quote.walletBalance().amount());
    }

    private static void add(List<BigInteger> amounts, Withdrawal withdrawal) {
        add(amounts, withdrawal.amount());
        add(amounts, withdrawal.returned());
        amounts.add(withdrawal.feePaid().amount());
        amounts.add(BigInteger.valueOf(withdrawal.gasUsed()));
        amounts.add(BigInteger.valueOf(withdrawal.block()));
    }

    private static void add(List<BigInteger> amounts, Usdc amount) {
        amounts.add(BigInteger.valueOf(amount.baseUnits()));
    }

    @Override
    public void close() {
        rail.close();
    }
}
