package org.headroom.wallet;

import java.math.BigInteger;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.Hash32;
import org.headroom.model.payment.PaymentFailure;
import org.headroom.model.payment.PaymentFailure.Kind;
import org.web3j.crypto.Hash;
import org.web3j.crypto.RawTransaction;
import org.web3j.utils.Numeric;

/** Signs and sends one account's transactions one after the other, so that their nonces are in order. Any thread; blocks. */
final class TransactionSender {
    /** The prices of one moment. @param cap the most that is paid per gas */
    record Price(BigInteger base, BigInteger tip, BigInteger cap) {}

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final long FIRST_LOOK_MS = 10;
    private static final long SLOWEST_LOOK_MS = 1_000;
    /** Ten thousand gwei: no chain was ever that dear for long. A node that says more is not believed. */
    private static final BigInteger ABSURD = BigInteger.TEN.pow(13);

    private final Chain chain;
    private final long chainId;
    private final KeySigner signer;
    private final ReentrantLock turn = new ReentrantLock(true);

    TransactionSender(Chain chain, long chainId, KeySigner signer) {
        this.chain = chain;
        this.chainId = chainId;
        this.signer = signer;
    }

    EthAddress account() {
        return signer.address();
    }

    /** The cap leaves room for six full blocks in a row. */
    Price price() throws PaymentFailure {
        BigInteger tip = chain.tip();
        BigInteger base = chain.latest().baseFee();
        BigInteger cap = base.shiftLeft(1).add(tip);
        if (cap.compareTo(ABSURD) > 0)
            throw new PaymentFailure(
                    Kind.BAD_ANSWER,
                    "The chain's node names an absurd gas price: use another node; nothing was signed.");
        return new Price(base, tip, cap);
    }

    /** Estimates, prices, sends and waits. */
    Chain.Receipt send(EthAddress to, String data, BigInteger value) throws PaymentFailure {
        long gas = withMargin(chain.estimateGas(account(), to, data, value));
        return send(to, data, value, gas, price().cap());
    }

    /** Sends with given limits and waits until a block has it. */
    Chain.Receipt send(EthAddress to, String data, BigInteger value, long gas, BigInteger cap) throws PaymentFailure {
        turn.lock();
        try {
            Price now = price();
            if (now.base().compareTo(cap) > 0)
                throw new PaymentFailure(
                        Kind.NOT_AFFORDABLE,
                        "The network's price has risen above the quote: ask for a new one; nothing was signed.");
            chain.rehearse(account(), to, data, value);
            RawTransaction raw = RawTransaction.createTransaction(
                    chainId,
                    chain.nextNonce(account()),
                    BigInteger.valueOf(gas),
                    to.hex(),
                    value,
                    data,
                    now.tip().min(cap),
                    cap);
            byte[] signed = signer.sign(raw, chainId);
            Hash32 name = new Hash32(Numeric.toHexString(Hash.sha3(signed)));
            submit(Numeric.toHexString(signed));
            return await(name);
        } finally {
            turn.unlock();
        }
    }

    static long withMargin(long estimate) {
        return estimate + estimate / 5;
    }

    private void submit(String signed) throws PaymentFailure {
        try {
            chain.send(signed);
        } catch (PaymentFailure e) {
            // The node may have taken it and lost only the answer: then waiting for the receipt tells.
            String message = String.valueOf(e.getMessage());
            boolean taken = e.kind() == Kind.UNREACHABLE || message.contains("already known");
            if (!taken) throw e;
        }
    }

    private Chain.Receipt await(Hash32 name) throws PaymentFailure {
        long end = System.nanoTime() + PATIENCE.toNanos();
        long pause = FIRST_LOOK_MS;
        while (System.nanoTime() < end && !Thread.currentThread().isInterrupted()) {
            Optional<Chain.Receipt> receipt = look(name);
            if (receipt.isPresent()) {
                if (!receipt.get().succeeded())
                    throw new PaymentFailure(
                            Kind.REVERTED,
                            "The contract refused transaction " + name + "; its gas was spent, no USDC moved.");
                return receipt.get();
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(pause));
            pause = Math.min(SLOWEST_LOOK_MS, pause * 2);
        }
        throw new PaymentFailure(
                Kind.UNREACHABLE,
                "Transaction " + name
                        + " was sent, but no block has it yet; look at the withdrawals before trying again.");
    }

    private Optional<Chain.Receipt> look(Hash32 name) throws PaymentFailure {
        try {
            return chain.receipt(name);
        } catch (PaymentFailure e) {
            if (e.kind().worthRetrying()) return Optional.empty();
            throw e;
        }
    }
}
