package org.headroom.wallet;

import java.math.BigInteger;
import java.util.Map;
import java.util.Set;
import org.headroom.model.money.EthAddress;
import org.headroom.model.payment.StreamRef;

/** Whose money is what came out of a stream, by the account that it went to. */
interface Payees {
    /** The role of an account. */
    enum Payee {
        PROVIDER,
        /** The sender of the stream: the money was returned. */
        RENTER,
        /** Neither: no income. */
        STRANGER
    }

    Payee of(StreamRef stream, EthAddress to);

    /**
     * In a transaction that this wallet signed: all that did not go back to renters was paid out, also to a payout address
     * that has been changed since.
     */
    static Payees ofOwn(Purpose purpose) {
        Map<BigInteger, EthAddress> renters = purpose.returns();
        return (stream, to) -> to.equals(renters.get(stream.id())) ? Payee.RENTER : Payee.PROVIDER;
    }

    /**
     * In a transaction of which no record is left.
     *
     * @param provider the accounts of this rig
     * @param sender who opened the stream that is searched
     */
    static Payees of(Set<EthAddress> provider, EthAddress sender) {
        return (stream, to) -> {
            if (provider.contains(to)) return Payee.PROVIDER;
            return to.equals(sender) ? Payee.RENTER : Payee.STRANGER;
        };
    }
}
