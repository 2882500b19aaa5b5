package org.headroom.wallet;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.headroom.model.money.Wei;
import org.headroom.model.payment.PendingWithdrawal;
import org.headroom.model.payment.TransactionLog.Attempt;

/** What the attempts of one nonce say of the withdrawal that they make. Pure. */
final class PendingWithdrawals {
    private PendingWithdrawals() {}

    /**
     * @param attempts of one nonce, oldest first; at least one
     * @return empty where the newest attempt cannot be read
     */
    static Optional<PendingWithdrawal> of(
            List<Attempt> attempts, Purpose purpose, PendingWithdrawal.Standing standing, String said) {
        Attempt newest = attempts.getLast();
        return SignedTransaction.decode(newest.raw())
                .map(signed -> new PendingWithdrawal(
                        purpose.streams(),
                        attempts.getFirst().at(),
                        attempts.size(),
                        fee(signed, signed.fees().max()),
                        fee(signed, newest.maxFeePerGas()),
                        newest.hash(),
                        standing,
                        said));
    }

    private static Wei fee(SignedTransaction signed, BigInteger perGas) {
        return new Wei(perGas.multiply(signed.gas()).add(signed.value()));
    }
}
