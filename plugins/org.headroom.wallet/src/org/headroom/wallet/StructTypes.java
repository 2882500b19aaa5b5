package org.headroom.wallet;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.headroom.model.signing.TypedData;

/** Works out how the structs of some typed data are hashed, from their types alone. One thread, once a set of types. */
final class StructTypes {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern LIST = Pattern.compile("([^\\[\\]]*)\\[(\\d{0,4})]");

    private final Map<String, List<TypedData.Field>> types;
    private final Keccak keccak = new Keccak();
    private final Map<String, StructHash> made = new HashMap<>();

    private StructTypes(Map<String, List<TypedData.Field>> types) {
        this.types = types;
    }

    /** @throws IllegalArgumentException if the types are not whole, or such as wallets do not agree on */
    static StructHash compile(Map<String, List<TypedData.Field>> types, String name) {
        return new StructTypes(types).struct(name, name);
    }

    private StructHash struct(String name, String where) {
        StructHash known = made.get(name);
        if (known != null) return known;
        checkName(name);
        if (Encoding.ofAtom(name).isPresent()) throw new IllegalArgumentException(name + " is no name for a struct");
        List<StructHash.Member> members = new ArrayList<>();
        byte[] typeHash = keccak.of(encodeType(name, where).getBytes(StandardCharsets.UTF_8));
        StructHash struct = new StructHash(name, typeHash, members);
        made.put(name, struct);
        Set<String> names = new HashSet<>();
        for (TypedData.Field field : fields(name, where)) {
            String place = name + "." + field.name();
            checkName(field.name());
            if (!names.add(field.name())) throw new IllegalArgumentException(place + " is there twice");
            members.add(new StructHash.Member(field.name(), encoding(field.type(), place)));
        }
        return struct;
    }

    private Encoding encoding(String type, String where) {
        Matcher list = LIST.matcher(type);
        if (list.matches()) {
            String length = list.group(2);
            return new Encoding.Items(single(list.group(1), where), length.isEmpty() ? -1 : Integer.parseInt(length));
        }
        // Of these some libraries hash the inner lists and some join them.
        if (type.endsWith("]"))
            throw new IllegalArgumentException(where + " is a list of lists, which wallets do not agree on");
        return single(type, where);
    }

    private Encoding single(String type, String where) {
        if (types.containsKey(type)) return new Encoding.Nested(struct(type, where));
        Optional<Encoding> atom = Encoding.ofAtom(type);
        return atom.orElseThrow(() -> unknown(type, where));
    }

    /** The struct's own text, then those of the structs that it needs, by name. */
    private String encodeType(String name, String where) {
        Set<String> needed = new TreeSet<>();
        collect(name, where, needed);
        needed.remove(name);
        return text(name, where)
                + needed.stream().map(each -> text(each, where)).collect(Collectors.joining());
    }

    private void collect(String name, String where, Set<String> needed) {
        if (!needed.add(name)) return;
        for (TypedData.Field field : fields(name, where)) {
            String base = field.type().replaceFirst("\\[.*", "");
            if (types.containsKey(base)) collect(base, where, needed);
        }
    }

    private String text(String name, String where) {
        return fields(name, where).stream()
                .map(field -> field.type() + " " + field.name())
                .collect(Collectors.joining(",", name + "(", ")"));
    }

    private List<TypedData.Field> fields(String name, String where) {
        List<TypedData.Field> fields = types.get(name);
        if (fields == null) throw unknown(name, where);
        return fields;
    }

    private static void checkName(String name) {
        if (!NAME.matcher(name).matches()) throw new IllegalArgumentException("no name for a type or field: " + name);
    }

    private static IllegalArgumentException unknown(String type, String where) {
        return new IllegalArgumentException(where + " is of the unknown type " + type);
    }
}
