package org.headroom.wallet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.headroom.model.signing.Signature;
import org.headroom.model.signing.TypedData;
import org.headroom.model.signing.TypedData.Field;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.web3j.crypto.Hash;
import org.web3j.crypto.StructuredDataEncoder;
import org.web3j.utils.Numeric;

/** The expected values come from the EIP's text and from another Ethereum library (ethers 6). */
class TypedDataTest {
    private static final String COW = "0xcd2a3d9f938e13cd947ec05abc7fe734df8dd826";
    private static final String BOB = "0xbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb";
    private static final BigInteger ORDER =
            new BigInteger("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", 16);

    @TempDir
    static Path folder;

    private static KeySigner cow;
    private final Eip712Recovery recovery = new Eip712Recovery();

    @BeforeAll
    static void theExamplesSigner() throws KeystoreFailure {
        byte[] key = Hash.sha3("cow".getBytes(StandardCharsets.UTF_8));
        cow = Keystore.importKey(folder.resolve("cow"), new char[] {'x'}, Keystore.Strength.LIGHT, key);
    }

    @Test
    void hashesThePublishedExampleAsTheEipDoes() throws Exception {
        ObjectNode json = TypedDataJson.tree(mail());
        ((ArrayNode) json.at("/types/EIP712Domain"))
                .addObject()
                .put("name", "verifyingContract")
                .put("type", "address");
        ((ObjectNode) json.path("domain")).put("verifyingContract", "0xCcCCccccCCCCcCCCCCCcCcCccCcCCCcCcccccccC");
        byte[] hash = new StructuredDataEncoder(json.toString()).hashStructuredData();
        assertThat(Numeric.toHexString(hash))
                .isEqualTo("0xbe609aee343fb3c4b28e1df9e632fca64fcfaede20f02e86244efddf30957bd2");
    }

    @Test
    void hashesAndSignsUnderOurDomainAsAnotherLibraryDoes() {
        assertThat(recovery.hash(mail()).hex())
                .isEqualTo("0x56068e66b18ddc148ee2f9f09fb54bd86bea18289821c4b458ff9b169ae2ce5d");
        assertThat(cow.sign(mail()).hex())
                .isEqualTo("0x72c936fa82f930f1ea8153f7ec8b462dfe3b0a6680c6a5f9e20dbecfe6f540c2"
                        + "0949931853cd945563ded9c345128293fc66706f90c5ad1d4158f8bae61f8da01c");
    }

    @Test
    void hashesNestedStructsListsBytesAndLargeNumbers() {
        assertThat(recovery.hash(receipt(false)).hex())
                .isEqualTo("0x3023262f5f446498f5d37ac5fda0865027b0eb2f65d82fd49bd921b1d0a9ff8e");
        assertThat(cow.sign(receipt(false)).hex())
                .isEqualTo("0x442d0dfc99407a61e22d40b252700a41b91220eb9a956146fd1e4f242427d436"
                        + "76832429e74679b4038fd98ae3d2002af5b506c08457eaba7b9e45f77ba8c3031b");
    }

    @Test
    void hashesEmptyLists() {
        assertThat(recovery.hash(receipt(true)).hex())
                .isEqualTo("0x563f23aa5c6f1256375eea8cda8ac8b803e71ea053d7cfe83f17530ed9aabc42");
    }

    @Test
    void recoversTheSigner() {
        assertThat(recovery.recover(mail(), cow.sign(mail()))).contains(cow.address());
    }

    @Test
    void recoversNobodyKnownForAnotherMessage() {
        assertThat(recovery.recover(receipt(false), cow.sign(mail())))
                .isNotEqualTo(java.util.Optional.of(cow.address()));
    }

    @Test
    void refusesTheMirroredTwinOfASignature() {
        String hex = cow.sign(mail()).hex();
        BigInteger s = new BigInteger(hex.substring(66, 130), 16);
        String twin = hex.substring(0, 66) + String.format("%064x", ORDER.subtract(s)) + "1b";
        assertThat(recovery.recover(mail(), new Signature(twin))).isEmpty();
    }

    @Test
    void refusesSignaturesThatFitNoKey() {
        String ok = cow.sign(mail()).hex();
        for (String bad : List.of(
                "0x" + "0".repeat(130),
                "0x" + "f".repeat(130),
                ok.substring(0, 130) + "00",
                ok.substring(0, 130) + "1d",
                "0x" + "0".repeat(64) + ok.substring(66),
                ok.substring(0, 66) + "0".repeat(64) + "1b"))
            assertThat(recovery.recover(mail(), new Signature(bad))).as(bad).isEmpty();
    }

    @Test
    void refusesToSignWhatDoesNotFitItsTypes() {
        TypedData good = mail();
        Map<String, Object> lacking = new LinkedHashMap<>(good.message());
        lacking.remove("contents");
        assertThatThrownBy(() -> cow.sign(with(good, lacking)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Mail.contents is missing");
        Map<String, Object> more = new LinkedHashMap<>(good.message());
        more.put("amount", "5");
        assertThatThrownBy(() -> cow.sign(with(good, more))).hasMessageContaining("[amount]");
        Map<String, Object> flat = new LinkedHashMap<>(good.message());
        flat.put("from", "Cow");
        assertThatThrownBy(() -> cow.sign(with(good, flat))).hasMessageContaining("Mail.from is not a Person");
    }

    private static TypedData with(TypedData data, Map<String, Object> message) {
        return new TypedData(data.domain(), data.primaryType(), data.types(), message);
    }

    private static TypedData mail() {
        Map<String, List<Field>> types = new LinkedHashMap<>();
        types.put("Person", List.of(new Field("name", "string"), new Field("wallet", "address")));
        types.put(
                "Mail",
                List.of(new Field("from", "Person"), new Field("to", "Person"), new Field("contents", "string")));
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("from", person("Cow", COW));
        message.put("to", person("Bob", BOB));
        message.put("contents", "Hello, Bob!");
        return new TypedData(new TypedData.Domain("Ether Mail", "1", 1), "Mail", types, message);
    }

    private static TypedData receipt(boolean empty) {
        Map<String, List<Field>> types = new LinkedHashMap<>();
        types.put(
                "Receipt",
                List.of(
                        new Field("number", "uint64"),
                        new Field("hash", "bytes32"),
                        new Field("provider", "Party"),
                        new Field("usage", "Usage[]"),
                        new Field("tags", "string[]"),
                        new Field("amount", "uint256"),
                        new Field("final", "bool"),
                        new Field("digests", "bytes32[]"),
                        new Field("raw", "bytes")));
        types.put("Party", List.of(new Field("name", "string"), new Field("wallet", "address")));
        types.put(
                "Usage",
                List.of(new Field("gpu", "string"), new Field("joules", "uint256"), new Field("who", "Party")));
        Map<String, Object> provider = person("Prov", COW);
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("number", "7");
        message.put("hash", "0x" + "ab".repeat(32));
        message.put("provider", provider);
        String largest = BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE).toString();
        message.put(
                "usage",
                empty
                        ? List.of()
                        : List.of(usage("GPU-0", largest, person("Rent é", BOB)), usage("GPU-1", "0", provider)));
        message.put("tags", empty ? List.of() : List.of("a", "", "b"));
        message.put("amount", "420000");
        message.put("final", !empty);
        message.put("digests", empty ? List.of() : List.of("0x" + "01".repeat(32), "0x" + "02".repeat(32)));
        message.put("raw", empty ? "0x" : "0x0102ff");
        return new TypedData(new TypedData.Domain("Headroom", "1", 31337), "Receipt", types, message);
    }

    private static Map<String, Object> usage(String gpu, String joules, Map<String, Object> who) {
        Map<String, Object> usage = new LinkedHashMap<>();
        usage.put("gpu", gpu);
        usage.put("joules", joules);
        usage.put("who", who);
        return usage;
    }

    private static Map<String, Object> person(String name, String wallet) {
        Map<String, Object> person = new LinkedHashMap<>();
        person.put("name", name);
        person.put("wallet", wallet);
        return person;
    }
}
