package org.headroom.wallet;

import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.headroom.model.lease.Journal.JournalFailure;
import org.headroom.model.money.EthAddress;
import org.headroom.model.payment.TransactionLog;

/** A transaction log that ends with the program; for accounts whose transactions are found again by other means. */
public final class MemoryTransactionLog implements TransactionLog {
    /** Far more than can be open at a time. */
    private static final int MOST = 1_000;
    /** More than a reorganisation takes back. */
    private static final int MOST_SETTLED = 64;

    private record Account(long chainId, EthAddress address) {}

    private final List<Attempt> attempts = new ArrayList<>();
    private final Map<Account, BigInteger> settled = new HashMap<>();
    /** The latest that were settled. */
    private final Deque<Attempt> latest = new ArrayDeque<>();

    @Override
    public synchronized void sending(Attempt attempt) {
        if (attempts.stream().anyMatch(a -> a.hash().equals(attempt.hash()))) return;
        if (attempts.size() >= MOST)
            throw new JournalFailure("Could not record a transaction: " + MOST
                    + " are open already. Nothing was sent. Look whether the chain's node answers.");
        attempts.add(attempt);
    }

    @Override
    public synchronized List<Attempt> open(long chainId, EthAddress account) {
        return attempts.stream()
                .filter(a -> isOf(a, chainId, account))
                .sorted(Comparator.comparing(Attempt::nonce))
                .toList();
    }

    @Override
    public synchronized Optional<BigInteger> highestSettled(long chainId, EthAddress account) {
        return Optional.ofNullable(settled.get(new Account(chainId, account)));
    }

    @Override
    public synchronized void settled(long chainId, EthAddress account, BigInteger nonce) {
        List<Attempt> done = attempts.stream()
                .filter(a -> isOf(a, chainId, account) && a.nonce().equals(nonce))
                .toList();
        if (done.isEmpty()) return;
        attempts.removeAll(done);
        settled.merge(new Account(chainId, account), nonce, BigInteger::max);
        latest.addAll(done);
        while (latest.size() > MOST_SETTLED) latest.removeFirst();
    }

    /** As far as they are among the latest that were settled. */
    @Override
    public synchronized void reopened(long chainId, EthAddress account, BigInteger from) {
        List<Attempt> again = latest.stream()
                .filter(a -> isOf(a, chainId, account) && a.nonce().compareTo(from) >= 0)
                .toList();
        if (again.stream().noneMatch(a -> a.nonce().equals(from))) return;
        latest.removeAll(again);
        attempts.addAll(again);
        Account of = new Account(chainId, account);
        if (from.signum() > 0) settled.put(of, from.subtract(BigInteger.ONE));
        else settled.remove(of);
    }

    private static boolean isOf(Attempt attempt, long chainId, EthAddress account) {
        return attempt.chainId() == chainId && attempt.account().equals(account);
    }
}
