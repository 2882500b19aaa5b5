package org.headroom.wallet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.headroom.model.signing.TypedData;
import org.headroom.model.signing.TypedData.Field;
import org.web3j.crypto.StructuredDataEncoder;
import org.web3j.utils.Numeric;

/** Our encoder against web3j's, on types and messages that chance made of all it does right. */
class TypedDataEncoderTest {
    private static final List<String> ATOMS = List.of(
            "string", "bytes", "bytes1", "bytes31", "bytes32", "address", "bool", "uint8", "uint32", "uint64", "uint72",
            "uint256", "uint", "int8", "int32", "int64", "int128", "int256", "int");

    /** web3j does not fill these up to 32 bytes in a list; other libraries do, as the EIP says. */
    private static final Set<String> WRONG_IN_LISTS = Set.of("bool", "bytes1", "bytes31");

    private final TypedDataHash hashes = new TypedDataHash();

    @Property(tries = 500)
    void hashesAsWeb3jDoes(@ForAll long seed) throws Exception {
        TypedData data = new Chance(new Random(seed)).typedData();
        assertThat(hashes.of(data).hex()).isEqualTo(web3j(data));
        assertThat(hashes.of(data).hex()).as("from what was kept").isEqualTo(web3j(data));
    }

    /** The expected values come from ethers 6. */
    @Example
    void hashesListsOfShortValuesAsTheEipDoes() {
        assertThat(hashes.of(single("bool[]", List.of(true, false))).hex())
                .isEqualTo("0x57ee84fc0741d4d17efa4332c8b83406090a3fd031c4bda39f187b108e38e911");
        assertThat(hashes.of(single("bytes1[]", List.of("0xab"))).hex())
                .isEqualTo("0x8339b875b643c9de5bb9769cfbbe05c7d142035bf91efac9d326a7a65e2ade8f");
        assertThat(hashes.of(single("bytes31[]", List.of("0x" + "ab".repeat(31))))
                        .hex())
                .isEqualTo("0x47a439e11dc11f6a815166690272c4ada8e05381dd6db51d4d4f8a14713127b2");
        assertThat(hashes.of(single("int64[]", List.of("-1", "5"))).hex())
                .isEqualTo("0x6e0615a0848800897d7e5f0e1337f2443cf51e4a0286c494cc2757dd2a4e0c39");
    }

    @Property(tries = 500)
    void refusesWhatWeb3jRefuses(@ForAll long seed) {
        Random random = new Random(seed);
        String type = ATOMS.get(random.nextInt(ATOMS.size()));
        Object value = List.of(
                        "",
                        "0x",
                        "0x1",
                        "0x" + "ff".repeat(31),
                        "0x" + "ff".repeat(33),
                        "no",
                        "-1",
                        "256",
                        "1.5",
                        true,
                        new BigInteger(random.nextInt(300), random).toString(),
                        List.of(),
                        Map.of(),
                        List.of("1"))
                .get(random.nextInt(14));
        TypedData data = single(type, value);
        String expected;
        try {
            expected = web3j(data);
        } catch (Exception refused) {
            assertThatThrownBy(() -> hashes.of(data)).isInstanceOf(IllegalArgumentException.class);
            return;
        }
        try {
            assertThat(hashes.of(data).hex()).isEqualTo(expected);
        } catch (IllegalArgumentException e) {
            // Ours is the stricter one.
            assertThat(e).hasMessageStartingWith("Thing.it ");
        }
    }

    @Example
    void takesIntegersOfTheirRangeAndInOneForm() {
        for (int bits = 8; bits <= 256; bits += 8) {
            BigInteger top = BigInteger.ONE.shiftLeft(bits);
            BigInteger half = BigInteger.ONE.shiftLeft(bits - 1);
            takes("uint" + bits, "0", top.subtract(BigInteger.ONE));
            refuses("uint" + bits, top, "-1", top.negate());
            takes("int" + bits, half.negate(), half.subtract(BigInteger.ONE), "0", "-1");
            refuses("int" + bits, half, half.negate().subtract(BigInteger.ONE));
        }
        for (Object text :
                List.of("", "-", "+1", "01", "-0", "00", "1 ", "0x1", "1e3", "1.0", "٣", "9".repeat(100_000)))
            refuses("int256", text);
        refuses("uint7", "1");
        refuses("uint264", "1");
        refuses("uint0", "0");
    }

    @Example
    void takesBytesAndAddressesOfTheirLengthAlone() {
        takes("bytes", "0x", "0xFf");
        refuses("bytes", "", "ff", "0xf", "0xfg", "0Xff");
        takes("bytes32", "0x" + "ab".repeat(32));
        refuses("bytes32", "0x" + "ab".repeat(31), "0x" + "ab".repeat(33), "0x", "ab".repeat(33));
        refuses("bytes33", "0x" + "ab".repeat(33));
        refuses("bytes0", "0x");
        takes("address", "0x" + "Ab".repeat(20));
        refuses("address", "0x" + "ab".repeat(19), "0x" + "ab".repeat(21), "0x", "1");
    }

    @Example
    void takesNothingForABoolATextOrAListButThese() {
        refuses("bool", "true", "1");
        takes("string", "", "é🔑");
        refuses("string", true, List.of("a"), "half \ud83d", "\udd11 half");
        refuses("string[]", "a", Map.of());
        refuses("string[2]", List.of("a"));
        refuses("string[][]", List.of(List.of("a")));
        refuses("Nobody", "a");
        refuses("Nobody[]", List.of());
    }

    @Example
    void saysWhereAMessageDoesNotFit() {
        assertThatThrownBy(() -> hashes.of(single("uint8[]", List.of("1", "256"))))
                .hasMessage("Thing.it[1] is out of the range of uint8");
        assertThatThrownBy(() -> hashes.of(single("Thing[]", List.of(Map.of()))))
                .hasMessage("Thing.it[0].it is missing");
    }

    @Example
    void aStructMayContainItselfInAList() throws Exception {
        TypedData data = single("Thing[]", List.of(Map.of("it", List.of()), Map.of("it", List.of())));
        assertThat(hashes.of(data).hex()).isEqualTo(web3j(data));
    }

    @Example
    void refusesTypesThatAreNone() {
        var domain = new TypedData.Domain("Test", "1", 1);
        Map<String, Object> message = Map.of("a", "b");
        for (Map<String, List<Field>> types : List.<Map<String, List<Field>>>of(
                Map.of(),
                Map.of("EIP712Domain", List.of(), "T", List.of(new Field("a", "string"))),
                Map.of("T", List.of(new Field("a", "string"), new Field("a", "string"))),
                Map.of("T", List.of(new Field("a", "string"), new Field("b) U(uint a", "string"))),
                Map.of("T", List.of(new Field("a", "string[")))))
            assertThatThrownBy(() -> hashes.of(new TypedData(domain, "T", types, message)))
                    .as(types.toString())
                    .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> hashes.of(new TypedData(
                        new TypedData.Domain("Test", "1", -1),
                        "T",
                        Map.of("T", List.of(new Field("a", "string"))),
                        message)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Example
    void keepsALimitedNumberOfKinds() {
        TypedData data = single("string", "a");
        IntStream.range(0, 1_000)
                .forEach(chain -> hashes.of(new TypedData(
                        new TypedData.Domain("Test", "1", chain), data.primaryType(), data.types(), data.message())));
        assertThat(hashes.kept()).isBetween(1, 64);
    }

    @Example
    void otherTypesOrAnotherDomainAreNotTakenForThoseThatWereKept() {
        var first = hashes.of(single("string", "7"));
        assertThat(hashes.of(single("uint8", "7"))).isNotEqualTo(first);
        TypedData same = single("string", "7");
        assertThat(hashes.of(same)).isEqualTo(first);
        assertThat(hashes.of(new TypedData(
                        new TypedData.Domain("Test", "2", 1), same.primaryType(), same.types(), same.message())))
                .isNotEqualTo(first);
    }

    private void takes(String type, Object... values) {
        for (Object value : values) {
            TypedData data = single(type, value instanceof BigInteger ? value.toString() : value);
            assertThat(hashes.of(data)).as(type + " " + value).isNotNull();
        }
    }

    private void refuses(String type, Object... values) {
        for (Object value : values) {
            TypedData data = single(type, value instanceof BigInteger ? value.toString() : value);
            assertThatThrownBy(() -> hashes.of(data))
                    .as(type + " " + value)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static TypedData single(String type, Object value) {
        return new TypedData(
                new TypedData.Domain("Test", "1", 1),
                "Thing",
                Map.of("Thing", List.of(new Field("it", type))),
                Map.of("it", value));
    }

    private static String web3j(TypedData data) throws Exception {
        return Numeric.toHexString(new StructuredDataEncoder(TypedDataJson.of(data)).hashStructuredData());
    }

    /** Typed data with up to five structs, each of which uses some of those after it, and a message that fits. */
    private record Chance(Random random) {
        TypedData typedData() {
            var types = new LinkedHashMap<String, List<Field>>();
            int structs = 1 + random.nextInt(5);
            for (int i = 0; i < structs; i++) {
                var fields = new ArrayList<Field>();
                for (int f = random.nextInt(6); f >= 0; f--) {
                    String type = i + 1 < structs && random.nextInt(3) == 0
                            ? name(i + 1 + random.nextInt(structs - i - 1))
                            : ATOMS.get(random.nextInt(ATOMS.size()));
                    fields.add(new Field(
                            "f" + f, type + (random.nextInt(4) == 0 && !WRONG_IN_LISTS.contains(type) ? "[]" : "")));
                }
                types.put(name(i), fields);
            }
            var domain = new TypedData.Domain(text(), text(), random.nextLong(Long.MAX_VALUE));
            return new TypedData(domain, name(0), types, struct(types, name(0)));
        }

        /** Not in the order of the alphabet, which is the order in which types are hashed. */
        private static String name(int index) {
            return "QMZAB".charAt(index) + "struct" + index;
        }

        private Map<String, Object> struct(Map<String, List<Field>> types, String name) {
            var values = new LinkedHashMap<String, Object>();
            for (Field field : types.getOrDefault(name, List.of()))
                values.put(field.name(), value(types, field.type()));
            return values;
        }

        private Object value(Map<String, List<Field>> types, String type) {
            if (type.endsWith("[]")) {
                String item = type.substring(0, type.length() - 2);
                return IntStream.range(0, random.nextInt(4))
                        .mapToObj(i -> value(types, item))
                        .toList();
            }
            if (types.containsKey(type)) return struct(types, type);
            return switch (type) {
                case "string" -> text();
                case "bytes" -> hex(random.nextInt(200));
                case "address" -> hex(20);
                case "bool" -> random.nextBoolean();
                default -> type.startsWith("bytes") ? hex(Integer.parseInt(type.substring(5))) : number(type);
            };
        }

        private String number(String type) {
            String digits = type.replaceAll("\\D", "");
            int bits = digits.isEmpty() ? 256 : Integer.parseInt(digits);
            boolean signed = type.startsWith("int");
            int width = signed ? bits - 1 : bits;
            BigInteger number = new BigInteger(random.nextInt(width + 1), random);
            return (signed && random.nextBoolean() ? number.not() : number).toString();
        }

        private String hex(int length) {
            byte[] bytes = new byte[length];
            random.nextBytes(bytes);
            return "0x" + HexFormat.of().formatHex(bytes);
        }

        private String text() {
            int[] points = random.ints(random.nextInt(60), 0, 0x11_0000)
                    .filter(point -> point < 0xd800 || point > 0xdfff)
                    .map(point -> random.nextInt(4) == 0 ? point : point % 128)
                    .toArray();
            return new String(points, 0, points.length);
        }
    }
}
