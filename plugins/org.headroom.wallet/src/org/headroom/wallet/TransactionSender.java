package org.headroom.wallet;

import java.math.BigInteger;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.Hash32;
import org.headroom.model.money.Wei;
import org.headroom.model.payment.PaymentFailure;
import org.headroom.model.payment.PaymentFailure.Kind;
import org.headroom.model.payment.PendingWithdrawal;
import org.headroom.model.payment.TransactionLog;
import org.headroom.model.payment.TransactionLog.Attempt;
import org.headroom.wallet.OpenTransactions.Mined;
import org.headroom.wallet.OpenTransactions.Standing;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signs and sends one account's transactions. Each attempt is in the log before it is sent, and what the log holds is
 * continued after a restart: a transaction takes effect once or not at all. Any thread; blocks. Waiting for a block keeps no
 * other transaction from being sent.
 */
final class TransactionSender {
    private static final Logger LOG = LoggerFactory.getLogger(TransactionSender.class);

    /** Ten thousand gwei: no chain was ever that dear for long. A node that says more is not believed. */
    private static final BigInteger ABSURD = BigInteger.TEN.pow(13);

    /** What it takes to write a word of storage that was zero: the debt, where a stream had just begun. */
    private static final long GAS_FOR_A_WORD = 25_000;

    /** Nodes keep sixteen waiting transactions of one account. */
    private static final int MOST_PENDING = 16;

    private final Chain chain;
    private final long chainId;
    private final KeySigner signer;
    private final Timing timing;
    private final OpenTransactions open;
    /** Guards {@code open}; never held while waiting for a block. */
    private final ReentrantLock turn = new ReentrantLock(true);

    private volatile List<PendingWithdrawal> pending = List.of();

    TransactionSender(
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
        this.timing = timing;
        this.open = new OpenTransactions(chain, chainId, signer, log, clock, finalBlock, timing, notices);
    }

    /**
     * What a transaction does.
     *
     * @param shared whether a second call of the same purpose waits for the first, and is not refused: where doing it twice
     *     is the same as doing it once
     */
    record Call(Purpose purpose, boolean shared, EthAddress to, String data, BigInteger value) {}

    /** Those that no block had when transactions were last looked at. Does not wait. */
    List<PendingWithdrawal> pendingWithdrawals() {
        return pending;
    }

    EthAddress account() {
        return signer.address();
    }

    /** The highest price per gas that is paid now; what a quote shows. */
    static BigInteger cap(Chain chain) throws PaymentFailure {
        return price(chain, chain.latest()).cap();
    }

    /** Estimates, prices, sends and waits. */
    Chain.Receipt send(Call call) throws PaymentFailure {
        long gas = withMargin(chain.estimateGas(account(), call.to(), call.data(), call.value()));
        BigInteger cap = cap(chain);
        BigInteger most = cap.multiply(BigInteger.valueOf(gas)).add(call.value());
        Wei held = chain.balance(account());
        if (held.amount().compareTo(most) < 0)
            throw new PaymentFailure(
                    Kind.NOT_AFFORDABLE,
                    "The fee is up to " + new Wei(most).coins() + " coins, the wallet holds " + held.coins()
                            + ": send some to " + account() + "; nothing was signed.");
        return send(call, gas, cap);
    }

    /**
     * Sends within given limits and waits until a block has it.
     *
     * @param cap the highest price per gas of any attempt
     * @throws PaymentFailure PENDING where it was signed and its end is not known, or where an earlier one that does the same
     *     is not confirmed yet; REVERTED where a block has it and the contract refused. For every other kind nothing was
     *     signed
     */
    Chain.Receipt send(Call call, long gas, BigInteger cap) throws PaymentFailure {
        if (cap.compareTo(ABSURD) > 0) throw absurd();
        return await(takingTurn(() -> begun(call, gas, cap)));
    }

    /**
     * Looks where all open transactions stand, sends again what no block has, and replaces what blocks pass over. Does not
     * wait for a block. The caller has checked that the node serves the right chain.
     *
     * @return those that a block has and that are not settled yet; tell {@link #reported} of each that was handed on
     */
    List<Mined> resume() throws PaymentFailure {
        return takingTurn(() -> {
            if (open.size() == 0) return List.of();
            Optional<PaymentFailure> failure = open.check(true);
            List<Mined> mined = open.mined();
            if (mined.isEmpty() && failure.isPresent()) throw failure.get();
            return mined;
        });
    }

    /** Whether nothing is open. Asks the log alone. */
    boolean isIdle() throws PaymentFailure {
        return takingTurn(() -> open.size() == 0);
    }

    /** It was handed on, and may be settled by the next {@link #resume} that finds it final. */
    void reported(Mined mined) throws PaymentFailure {
        takingTurn(() -> {
            open.reported(mined);
            return mined;
        });
    }

    /** Whether a transaction that was sent is in no block, as far as is known. */
    boolean underWay() throws PaymentFailure {
        return takingTurn(() -> !open.pending().isEmpty());
    }

    /** A stream owes more when a block has the transaction than when its gas was estimated. */
    static long withMargin(long estimate) {
        return estimate + estimate / 5 + GAS_FOR_A_WORD;
    }

    private List<Attempt> begun(Call call, long gas, BigInteger cap) throws PaymentFailure {
        // Where nobody resumes, what is final is settled here, so that the log stays short.
        open.check(open.size() > MOST_PENDING);
        Optional<Attempt> same = open.pending(call.purpose());
        if (same.isPresent()) {
            if (open.raisedTo(same.get(), call.purpose(), cap))
                return open.attempts(same.get().nonce());
            if (!call.shared()) throw underWay(call.purpose(), same.get());
            return open.attempts(same.get().nonce());
        }
        if (open.pending().size() >= MOST_PENDING)
            throw new PaymentFailure(
                    Kind.PENDING,
                    "No block has this wallet's last " + MOST_PENDING
                            + " transactions yet: nothing was signed; wait until one is confirmed.");
        Chain.Block head = chain.latest();
        FeePolicy.Price price = price(chain, head);
        if (price.base().compareTo(cap) > 0)
            throw new PaymentFailure(
                    Kind.NOT_AFFORDABLE,
                    "The network's price has risen above the quote: ask for a new one; nothing was signed.");
        chain.rehearse(account(), call.to(), call.data(), call.value());
        SignedTransaction signed = SignedTransaction.sign(
                signer,
                chainId,
                open.next(),
                call.to(),
                call.value(),
                call.data(),
                BigInteger.valueOf(gas),
                FeePolicy.first(price, cap));
        return List.of(open.begin(signed, call.purpose(), cap, head.number()));
    }

    private static FeePolicy.Price price(Chain chain, Chain.Block head) throws PaymentFailure {
        FeePolicy.Price price = new FeePolicy.Price(head.baseFee(), chain.tip());
        if (price.cap().compareTo(ABSURD) > 0) throw absurd();
        return price;
    }

    private Chain.Receipt await(List<Attempt> attempts) throws PaymentFailure {
        long end = System.nanoTime() + timing.patience().toNanos();
        long checked = System.nanoTime();
        long pause = timing.firstLook().toNanos();
        Standing standing = new Standing.Waiting(attempts.getLast().hash(), "", false);
        while (System.nanoTime() < end && !Thread.currentThread().isInterrupted()) {
            boolean check = System.nanoTime() - checked >= timing.check().toNanos();
            if (check) checked = System.nanoTime();
            standing = standing(attempts, check, standing);
            switch (standing) {
                case Standing.InBlock in -> {
                    return succeeded(in.receipt());
                }
                case Standing.Superseded by -> throw superseded(by.newest());
                case Standing.Waiting waiting -> LockSupport.parkNanos(pause);
            }
            pause = Math.min(timing.slowestLook().toNanos(), pause * 2);
        }
        throw unknown(
                standing instanceof Standing.Waiting w
                        ? w
                        : new Standing.Waiting(attempts.getLast().hash(), "", false));
    }

    private Standing standing(List<Attempt> attempts, boolean check, Standing before) {
        try {
            return takingTurn(() -> {
                if (check) open.check(false);
                return open.standing(attempts);
            });
        } catch (PaymentFailure e) {
            // The log cannot be read, or the program ends; the transaction is out all the same.
            return before;
        }
    }

    private static Chain.Receipt succeeded(Chain.Receipt receipt) throws PaymentFailure {
        if (receipt.succeeded()) return receipt;
        throw new PaymentFailure(
                Kind.REVERTED,
                "The contract refused transaction " + receipt.transaction() + "; its gas ("
                        + new Wei(receipt.fee()).coins() + " coins) was paid, no USDC moved.");
    }

    private PaymentFailure unknown(Standing.Waiting waiting) {
        String price = waiting.capped()
                ? " Its fee is the highest that was shown, and the network may ask for more at the moment: it goes through when"
                        + " fees fall, or send it again for a higher fee, which replaces it."
                : "";
        String said = waiting.said().isEmpty() ? "" : " The last answer was: " + waiting.said();
        return new PaymentFailure(
                Kind.PENDING,
                "Status unknown: the transaction was sent but not confirmed. It takes effect once or not at all, and is sent"
                        + " again until a block has it, for no more than the fee that was shown. Do not send it a second"
                        + " time; look at the wallet again in some minutes. It is " + waiting.newest() + "." + price
                        + said);
    }

    private PaymentFailure superseded(Hash32 newest) {
        return new PaymentFailure(
                Kind.PENDING,
                "Transaction " + newest + " did not take effect: another program sent a transaction of "
                        + account().brief()
                        + " with the same number, and a block has that one. Try again when that one is"
                        + " final, and let no other program use this key.");
    }

    private static PaymentFailure underWay(Purpose purpose, Attempt earlier) {
        String what = purpose.isWithdrawal() ? "A withdrawal from one of these streams" : "The same transaction";
        return new PaymentFailure(
                Kind.PENDING,
                what + " was sent before and is not confirmed yet (" + earlier.hash()
                        + "): nothing more was signed, so that it is not done twice. Wait until it is confirmed.");
    }

    private static PaymentFailure absurd() {
        return new PaymentFailure(
                Kind.BAD_ANSWER, "The chain's node names an absurd gas price: use another node; nothing was signed.");
    }

    private void publish() {
        try {
            pending = open.pendingWithdrawals();
        } catch (PaymentFailure e) {
            LOG.debug("The open transactions cannot be read: {}", e.getMessage());
        }
    }

    /** Done while no other thread looks at or sends transactions. */
    private interface Turn<T> {
        T take() throws PaymentFailure;
    }

    private <T> T takingTurn(Turn<T> work) throws PaymentFailure {
        try {
            turn.lockInterruptibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PaymentFailure(
                    Kind.UNREACHABLE, "The chain was not asked: the program is ending; nothing was signed.", e);
        }
        try {
            return work.take();
        } finally {
            publish();
            turn.unlock();
        }
    }
}
