package org.headroom.localchain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.headroom.model.money.EthAddress;
import org.headroom.model.payment.PaymentFailure;
import org.headroom.wallet.JsonRpc;
import org.web3j.abi.FunctionEncoder;
import org.web3j.abi.datatypes.Address;
import org.web3j.abi.datatypes.DynamicBytes;
import org.web3j.abi.datatypes.Function;
import org.web3j.abi.datatypes.Type;
import org.web3j.abi.datatypes.generated.Int256;
import org.web3j.abi.datatypes.generated.Uint256;
import org.web3j.abi.datatypes.generated.Uint8;
import org.web3j.utils.Numeric;

/** Puts USDC and Sablier Flow on a fresh chain, with anvil's own first account, whose key the node holds. */
final class Deployment {
    record Contracts(EthAddress token, EthAddress comptroller, EthAddress flow) {}

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern CODE = Pattern.compile("0x([0-9a-fA-F]{2})+");
    /** Protocol.Flow in the comptroller's list of protocols. */
    private static final int PROTOCOL_FLOW = 1;

    private static final int COIN_PRICE_DOLLARS = 3_000;

    private final JsonRpc node;
    private final EthAddress deployer;
    private final boolean minesAtOnce;

    /** @param minesAtOnce whether the chain itself makes a block for each transaction */
    Deployment(JsonRpc node, EthAddress deployer, boolean minesAtOnce) {
        this.node = node;
        this.deployer = deployer;
        this.minesAtOnce = minesAtOnce;
    }

    /** @param packages the folder that releng/fetch-chain prints */
    Contracts deploy(Path packages) throws IOException, PaymentFailure {
        Path utils = packages.resolve("evm-utils-2.0.1/artifacts");
        Path flow = packages.resolve("flow-3.0.1/artifacts");
        EthAddress token = create(own("LocalUsdc"));
        EthAddress oracle = create(own("FixedPrice"), new Int256(COIN_PRICE_DOLLARS));
        EthAddress logic = create(artifact(utils.resolve("SablierComptroller.json")), address(deployer));
        String initialize = encode("initialize", address(deployer), zero(), zero(), zero(), zero(), address(oracle));
        EthAddress comptroller = create(
                artifact(utils.resolve("ERC1967Proxy.json")),
                address(logic),
                new DynamicBytes(Numeric.hexStringToByteArray(initialize)));
        EthAddress pictures = create(artifact(flow.resolve("FlowNFTDescriptor.json")));
        EthAddress streams =
                create(artifact(flow.resolve("SablierFlow.json")), address(comptroller), address(pictures));
        return new Contracts(token, comptroller, streams);
    }

    void mint(EthAddress token, EthAddress to, long baseUnits) throws IOException, PaymentFailure {
        send(token, encode("mint", address(to), new Uint256(BigInteger.valueOf(baseUnits))));
    }

    /** @param dollarsE8 the fee per withdrawal in dollars with eight decimals */
    void setFlowFee(EthAddress comptroller, long dollarsE8) throws IOException, PaymentFailure {
        send(comptroller, encode("setMinFeeUSD", new Uint8(PROTOCOL_FLOW), new Uint256(BigInteger.valueOf(dollarsE8))));
    }

    /** A contract of our own. Its constructor's arguments come as words behind the code. */
    EthAddress create(String code, Type<?>... args) throws IOException, PaymentFailure {
        String data = code + FunctionEncoder.encodeConstructor(List.of(args));
        JsonNode receipt = mined(Map.of("from", deployer.hex(), "data", data));
        return new EthAddress(receipt.path("contractAddress").asText());
    }

    static String own(String name) throws IOException {
        try (InputStream in = Deployment.class.getResourceAsStream(name + ".hex")) {
            if (in == null) throw new IOException("The contract " + name + " is missing from this program.");
            return "0x" + new String(in.readAllBytes(), StandardCharsets.US_ASCII).replaceAll("\\s", "");
        }
    }

    private void send(EthAddress to, String data) throws IOException, PaymentFailure {
        mined(Map.of("from", deployer.hex(), "to", to.hex(), "data", data));
    }

    private JsonNode mined(Map<String, String> transaction) throws IOException, PaymentFailure {
        String name = node.call("eth_sendTransaction", transaction).asText();
        if (!minesAtOnce) node.call("evm_mine");
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(15);
        while (System.nanoTime() < end && !Thread.currentThread().isInterrupted()) {
            JsonNode receipt = node.call("eth_getTransactionReceipt", name);
            if (receipt.isObject()) {
                if (!"0x1".equals(receipt.path("status").asText()))
                    throw new IOException("The local chain refused transaction " + name + ".");
                return receipt;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
        throw new IOException("The local chain did not take transaction " + name + " within 15 s.");
    }

    private static String artifact(Path file) throws IOException {
        if (!Files.isRegularFile(file))
            throw new IOException("The contract " + file + " is missing: fetch it with releng/fetch-chain.");
        String code = JSON.readTree(Files.readAllBytes(file))
                .path("bytecode")
                .path("object")
                .asText();
        if (!CODE.matcher(code).matches()) throw new IOException("There is no bytecode in " + file + ".");
        return code;
    }

    private static String encode(String name, Type<?>... args) {
        return FunctionEncoder.encode(new Function(name, List.of(args), List.of()));
    }

    private static Address address(EthAddress a) {
        return new Address(a.hex());
    }

    private static Uint256 zero() {
        return new Uint256(BigInteger.ZERO);
    }
}
