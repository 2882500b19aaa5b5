package org.headroom.wallet;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.headroom.model.lease.Journal.JournalFailure;
import org.headroom.model.money.EthAddress;
import org.headroom.model.payment.TransactionLog;

/** A log that outlives the senders that use it, tells what was written, and can be made to fail. */
final class RecordingLog implements TransactionLog {
    private final MemoryTransactionLog kept = new MemoryTransactionLog();
    final List<Attempt> attempts = new CopyOnWriteArrayList<>();
    final List<BigInteger> settled = new CopyOnWriteArrayList<>();
    /** Called with the name of each write, before and after it. */
    volatile Consumer<String> steps = step -> {};

    volatile boolean failing;

    @Override
    public void sending(Attempt attempt) {
        steps.accept("before sending");
        if (failing) throw new JournalFailure("Could not record it: the disk is full.");
        kept.sending(attempt);
        attempts.add(attempt);
        steps.accept("after sending");
    }

    @Override
    public List<Attempt> open(long chainId, EthAddress account) {
        return kept.open(chainId, account);
    }

    @Override
    public Optional<BigInteger> highestSettled(long chainId, EthAddress account) {
        return kept.highestSettled(chainId, account);
    }

    @Override
    public void settled(long chainId, EthAddress account, BigInteger nonce) {
        steps.accept("before settled");
        kept.settled(chainId, account, nonce);
        settled.add(nonce);
        steps.accept("after settled");
    }

    @Override
    public void reopened(long chainId, EthAddress account, BigInteger from) {
        attempts.stream().filter(a -> a.nonce().compareTo(from) >= 0).forEach(kept::sending);
    }
}
