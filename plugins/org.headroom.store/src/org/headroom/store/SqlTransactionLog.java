package org.headroom.store;

import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.Hash32;
import org.headroom.model.payment.TransactionLog;

/** The transaction log as rows. Any thread; what was settled is kept for a while and then deleted. */
final class SqlTransactionLog implements TransactionLog {
    /** Settled attempts that are kept, for each chain and account. */
    static final int KEPT = 1_000;

    private final Database database;

    SqlTransactionLog(Database database) {
        this.database = database;
    }

    @Override
    public void sending(Attempt a) {
        database.write(
                "record transaction " + a.hash(),
                c -> Rows.change(
                        c,
                        "INSERT INTO transaction_attempt (chain, account, nonce, hash, raw, purpose, max_fee, at)"
                                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                        a.chainId(),
                        a.account(),
                        a.nonce().longValueExact(),
                        a.hash(),
                        a.raw(),
                        a.purpose(),
                        a.maxFeePerGas().toString(),
                        a.at()));
    }

    @Override
    public List<Attempt> open(long chainId, EthAddress account) {
        return database.read(
                "read the open transactions",
                c -> Rows.all(
                        c,
                        "SELECT nonce, hash, raw, purpose, max_fee, at FROM transaction_attempt"
                                + " WHERE chain = ? AND account = ? AND settled = 0 ORDER BY nonce, seq",
                        row -> attempt(chainId, account, row),
                        chainId,
                        account));
    }

    /** A row that cannot be read stops all transactions: what it stood for might be done a second time. */
    private Attempt attempt(long chainId, EthAddress account, ResultSet row) throws SQLException {
        try {
            return new Attempt(
                    chainId,
                    account,
                    BigInteger.valueOf(row.getLong(1)),
                    new Hash32(row.getString(2)),
                    row.getString(3),
                    row.getString(4),
                    new BigInteger(row.getString(5)),
                    Instant.parse(row.getString(6)));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw Trouble.damaged(
                    database.file(), "the attempt at transaction number " + row.getLong(1) + ": " + e.getMessage());
        }
    }

    @Override
    public Optional<BigInteger> highestSettled(long chainId, EthAddress account) {
        return database.read(
                "read the settled transactions",
                c -> Rows.first(
                        c,
                        "SELECT nonce FROM transaction_attempt WHERE chain = ? AND account = ? AND settled = 1"
                                + " ORDER BY nonce DESC LIMIT 1",
                        row -> BigInteger.valueOf(row.getLong(1)),
                        chainId,
                        account));
    }

    @Override
    public void settled(long chainId, EthAddress account, BigInteger nonce) {
        database.write("record that transaction number " + nonce + " is final", c -> {
            Rows.change(
                    c,
                    "UPDATE transaction_attempt SET settled = 1 WHERE chain = ? AND account = ? AND nonce = ?",
                    chainId,
                    account,
                    nonce.longValueExact());
            // By nonce: the highest settled one must stay.
            return Rows.change(
                    c,
                    "DELETE FROM transaction_attempt WHERE seq IN (SELECT seq FROM transaction_attempt"
                            + " WHERE chain = ? AND account = ? AND settled = 1"
                            + " ORDER BY nonce DESC, seq DESC LIMIT -1 OFFSET ?)",
                    chainId,
                    account,
                    KEPT);
        });
    }

    @Override
    public void reopened(long chainId, EthAddress account, BigInteger from) {
        database.write(
                "open the transactions from number " + from + " on again",
                c -> Rows.change(
                        c,
                        "UPDATE transaction_attempt SET settled = 0 WHERE chain = ? AND account = ? AND nonce >= ?",
                        chainId,
                        account,
                        from.longValueExact()));
    }
}
