package org.headroom.renter;

import org.headroom.model.market.PaymentTerms;
import org.headroom.model.money.EthAddress;
import org.headroom.model.payment.StreamRef;

/** Where this renter can pay: which payment contract on which chain, in which token. */
public record Rail(long chainId, EthAddress contract, EthAddress token) {
    /** Whether we can pay a provider who asks to be paid there. */
    public boolean reaches(PaymentTerms terms) {
        return terms.chainId() == chainId
                && terms.contract().equals(contract)
                && terms.token().equals(token)
                && !terms.recipient().equals(EthAddress.ZERO);
    }

    public boolean holds(StreamRef stream) {
        return stream.chainId() == chainId
                && stream.contract().equals(contract)
                && stream.token().equals(token);
    }
}
