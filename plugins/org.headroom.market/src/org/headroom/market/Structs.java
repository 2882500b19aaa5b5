package org.headroom.market;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.headroom.model.signing.TypedData.Field;

/** The EIP-712 structs of the protocol, version 1. Their text is what gets signed: a change is a new version. */
final class Structs {
    private static final String[] VALIDITY = {"uint64 issuedAt", "uint64 expiresAt", "bytes32 nonce"};
    private static final Map<String, List<Field>> ALL = new LinkedHashMap<>();

    static {
        part("PaymentTerms", "uint64 chainId", "address contract", "address token", "address recipient");
        part("StreamRef", "uint64 chainId", "address contract", "address token", "uint256 id");
        part(
                "Requirements",
                "uint32 gpus",
                "bool wholeRig",
                "string model",
                "uint64 memoryBytes",
                "string computeCapability",
                "string driver",
                "string cuda",
                "uint64 diskBytes",
                "string network",
                "string[] regions",
                "string verification",
                "string tee");
        part("Limits", "uint32 cpuMillis", "uint64 memoryBytes", "uint32 processes", "uint64 runTimeSeconds");
        part("Variable", "string name", "string value");
        part(
                "Manifest",
                "string image",
                "string[] command",
                "Variable[] environment",
                "string[] secrets",
                "Limits limits");
        part("Gpu", "string id", "string name", "uint64 memoryBytes");
        part(
                "RigFacts",
                "uint32 gpus",
                "string driver",
                "string cuda",
                "uint64 cpuMillis",
                "uint64 memoryBytes",
                "uint64 diskBytes",
                "string region",
                "string[] networks",
                "string[] verifications",
                "string tee");
        part("Sealed", "bytes32 enc", "bytes ciphertext");
        message(
                Kind.OFFER,
                "string id",
                "address provider",
                "string rig",
                "string gpu",
                "string gpuName",
                "uint64 gpuMemoryBytes",
                "string computeCapability",
                "bool simulated",
                "RigFacts facts",
                "uint256 askPerHour",
                "uint64 longestSeconds",
                "bytes32 sealingKey",
                "PaymentTerms payment");
        message(
                Kind.ORDER,
                "string id",
                "address renter",
                "address provider",
                "string offer",
                "Requirements requirements",
                "Manifest manifest",
                "uint256 ceilingPerHour",
                "uint64 durationSeconds",
                "uint64 startNotBefore",
                "uint64 startNotAfter");
        message(
                Kind.BID,
                "string id",
                "string order",
                "address renter",
                "address provider",
                "Gpu[] gpus",
                "bool simulated",
                "uint256 perHour",
                "bytes32 sealingKey",
                "PaymentTerms payment");
        message(
                Kind.ACCEPTANCE,
                "string lease",
                "string bid",
                "string order",
                "address renter",
                "address provider",
                "StreamRef stream",
                "Sealed sealed");
        message(
                Kind.UPDATE,
                "string lease",
                "address provider",
                "address renter",
                "uint64 number",
                "string phase",
                "string detail");
        message(Kind.LOG, "string lease", "address provider", "address renter", "uint64 offset", "string text");
        message(Kind.STOP, "string lease", "address renter", "address provider");
        message(
                Kind.RECEIPT,
                "uint64 number",
                "string lease",
                "string order",
                "string bid",
                "address provider",
                "address renter",
                "string[] gpus",
                "bool simulated",
                "string imageDigest",
                "bytes32 artefactsDigest",
                "uint64 startedAt",
                "uint64 endedAt",
                "int32 exitCode",
                "string outcome",
                "bool energyKnown",
                "uint256 energyMillijoules",
                "StreamRef stream",
                "uint256 ratePerSecond",
                "uint256 amountDue");
    }

    private Structs() {}

    private static void part(String name, String... fields) {
        ALL.put(name, Arrays.stream(fields).map(Structs::field).toList());
    }

    private static void message(Kind kind, String... fields) {
        part(
                kind.struct(),
                Stream.concat(Arrays.stream(fields), Arrays.stream(VALIDITY)).toArray(String[]::new));
    }

    private static Field field(String text) {
        int space = text.indexOf(' ');
        return new Field(text.substring(space + 1), text.substring(0, space));
    }

    static List<Field> fields(String struct) {
        List<Field> fields = ALL.get(struct);
        if (fields == null) throw new IllegalArgumentException("no such struct: " + struct);
        return fields;
    }

    static boolean isStruct(String type) {
        return ALL.containsKey(type);
    }

    /** The kind's own struct first, then those that it uses. */
    static Map<String, List<Field>> of(Kind kind) {
        var types = new LinkedHashMap<String, List<Field>>();
        var open = new ArrayDeque<>(List.of(kind.struct()));
        while (!open.isEmpty()) {
            String name = open.remove();
            if (types.containsKey(name)) continue;
            types.put(name, fields(name));
            for (Field field : fields(name)) {
                String base = field.type().replace("[]", "");
                if (isStruct(base)) open.add(base);
            }
        }
        return types;
    }
}
