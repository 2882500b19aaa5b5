package org.headroom.wallet;

import java.math.BigInteger;
import java.util.List;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.RatePerSecond;
import org.headroom.model.money.Usdc;
import org.web3j.abi.EventEncoder;
import org.web3j.abi.FunctionEncoder;
import org.web3j.abi.datatypes.Address;
import org.web3j.abi.datatypes.Bool;
import org.web3j.abi.datatypes.DynamicArray;
import org.web3j.abi.datatypes.DynamicBytes;
import org.web3j.abi.datatypes.Function;
import org.web3j.abi.datatypes.Type;
import org.web3j.abi.datatypes.generated.Uint128;
import org.web3j.abi.datatypes.generated.Uint256;
import org.web3j.abi.datatypes.generated.Uint40;
import org.web3j.utils.Numeric;

/** The calls and events of Sablier Flow 3 and of an ERC-20 token that we use, as call data. */
final class FlowContract {
    static final String WITHDRAWN =
            EventEncoder.buildEventSignature("WithdrawFromFlowStream(uint256,address,address,address,uint128)");
    static final String CREATED = EventEncoder.buildEventSignature(
            "CreateFlowStream(uint256,address,address,address,uint128,uint40,address,bool)");
    static final String REFUNDED = EventEncoder.buildEventSignature("RefundFromFlowStream(uint256,address,uint128)");

    private FlowContract() {}

    /**
     * Answers ten words: balance, rate, sender, time of settlement, is a stream, is transferable, is voided, token, the
     * token's decimals, settled debt with 18 decimals.
     */
    static String getStream(BigInteger id) {
        return encode("getStream", new Uint256(id));
    }

    static String getRecipient(BigInteger id) {
        return encode("getRecipient", new Uint256(id));
    }

    static String nextStreamId() {
        return encode("nextStreamId");
    }

    static String withdrawableAmountOf(BigInteger id) {
        return encode("withdrawableAmountOf", new Uint256(id));
    }

    static String calculateMinFeeWei(BigInteger id) {
        return encode("calculateMinFeeWei", new Uint256(id));
    }

    static String withdrawMax(BigInteger id, EthAddress to) {
        return encode("withdrawMax", new Uint256(id), address(to));
    }

    static String withdraw(BigInteger id, EthAddress to, Usdc amount) {
        return encode("withdraw", new Uint256(id), address(to), new Uint128(BigInteger.valueOf(amount.baseUnits())));
    }

    static String batch(List<String> calls) {
        List<DynamicBytes> list = calls.stream()
                .map(c -> new DynamicBytes(Numeric.hexStringToByteArray(c)))
                .toList();
        return encode("batch", new DynamicArray<>(DynamicBytes.class, list));
    }

    /** Starts at once; the stream cannot be handed on to another recipient. */
    static String createAndDeposit(
            EthAddress sender, EthAddress recipient, RatePerSecond rate, EthAddress token, Usdc deposit) {
        return encode(
                "createAndDeposit",
                address(sender),
                address(recipient),
                new Uint128(rate.ud21x18()),
                new Uint40(BigInteger.ZERO),
                address(token),
                new Bool(false),
                new Uint128(BigInteger.valueOf(deposit.baseUnits())));
    }

    static String deposit(BigInteger id, Usdc amount, EthAddress sender, EthAddress recipient) {
        return encode(
                "deposit",
                new Uint256(id),
                new Uint128(BigInteger.valueOf(amount.baseUnits())),
                address(sender),
                address(recipient));
    }

    static String voidStream(BigInteger id) {
        return encode("void", new Uint256(id));
    }

    static String refundMax(BigInteger id) {
        return encode("refundMax", new Uint256(id));
    }

    static String balanceOf(EthAddress account) {
        return encode("balanceOf", address(account));
    }

    static String decimals() {
        return encode("decimals");
    }

    static String allowance(EthAddress owner, EthAddress spender) {
        return encode("allowance", address(owner), address(spender));
    }

    static String approve(EthAddress spender, Usdc amount) {
        return encode("approve", address(spender), new Uint256(BigInteger.valueOf(amount.baseUnits())));
    }

    static String topic(BigInteger id) {
        return Numeric.toHexStringWithPrefixZeroPadded(id, 64);
    }

    private static Address address(EthAddress a) {
        return new Address(a.hex());
    }

    private static String encode(String name, Type<?>... args) {
        return FunctionEncoder.encode(new Function(name, List.of(args), List.of()));
    }
}
