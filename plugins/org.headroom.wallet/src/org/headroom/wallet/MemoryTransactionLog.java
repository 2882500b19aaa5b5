package org.headroom.wallet;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.headroom.model.lease.Journal.JournalFailure;
import org.headroom.model.money.EthAddress;
import org.headroom.model.payment.TransactionLog;

/** A transaction log that ends with the program; for accounts whose transactions are found again by other means. */
public final class MemoryTransactionLog implements TransactionLog {
    /** Far more than can be open at a time: what is settled is dropped. */
    private static final int MOST = 1_000;

    private record Account(long chainId, EthAddress address) {}

    private final List<Attempt> attempts = new ArrayList<>();
    private final Map<Account, BigInteger> settled = new HashMap<>();

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
                .filter(a -> a.chainId() == chainId && a.account().equals(account))
                .sorted(Comparator.comparing(Attempt::nonce))
                .toList();
    }

    @Override
    public synchronized Optional<BigInteger> highestSettled(long chainId, EthAddress account) {
        return Optional.ofNullable(settled.get(new Account(chainId, account)));
    }

    @Override
    public synchronized void settled(long chainId, EthAddress account, BigInteger nonce) {
        boolean known = attempts.removeIf(a -> a.chainId() == chainId
                && a.account().equals(account)
                && a.nonce().equals(nonce));
        if (known) settled.merge(new Account(chainId, account), nonce, BigInteger::max);
    }

    /** Nothing that is settled is kept. */
    @Override
    public void reopened(long chainId, EthAddress account, BigInteger from) {}
}
