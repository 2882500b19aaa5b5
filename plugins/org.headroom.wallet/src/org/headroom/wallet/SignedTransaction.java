package org.headroom.wallet;

import java.math.BigInteger;
import java.util.Optional;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.Hash32;
import org.web3j.crypto.Hash;
import org.web3j.crypto.RawTransaction;
import org.web3j.crypto.TransactionDecoder;
import org.web3j.crypto.transaction.type.Transaction1559;
import org.web3j.utils.Numeric;

/** An EIP-1559 transaction with its signature. @param raw in hexadecimal, as it is sent */
record SignedTransaction(
        BigInteger nonce,
        EthAddress to,
        BigInteger value,
        String data,
        BigInteger gas,
        FeePolicy.Fees fees,
        String raw) {
    static SignedTransaction sign(
            KeySigner signer,
            long chainId,
            BigInteger nonce,
            EthAddress to,
            BigInteger value,
            String data,
            BigInteger gas,
            FeePolicy.Fees fees) {
        RawTransaction unsigned =
                RawTransaction.createTransaction(chainId, nonce, gas, to.hex(), value, data, fees.tip(), fees.max());
        String raw = Numeric.toHexString(signer.sign(unsigned, chainId));
        return new SignedTransaction(nonce, to, value, data, gas, fees, raw);
    }

    /** Empty where the text is no such transaction. */
    static Optional<SignedTransaction> decode(String raw) {
        try {
            RawTransaction t = TransactionDecoder.decode(raw);
            if (!(t.getTransaction() instanceof Transaction1559 priced)) return Optional.empty();
            return Optional.of(new SignedTransaction(
                    t.getNonce(),
                    new EthAddress(t.getTo()),
                    t.getValue(),
                    Numeric.prependHexPrefix(t.getData()),
                    t.getGasLimit(),
                    new FeePolicy.Fees(priced.getMaxFeePerGas(), priced.getMaxPriorityFeePerGas()),
                    raw));
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    /** The same call with the same nonce at another price: a block can have only one of the two. */
    SignedTransaction at(FeePolicy.Fees other, KeySigner signer, long chainId) {
        return sign(signer, chainId, nonce, to, value, data, gas, other);
    }

    Hash32 hash() {
        return new Hash32(Hash.sha3(raw));
    }
}
