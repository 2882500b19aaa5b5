package org.headroom.wallet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.headroom.model.signing.TypedData;

/** Typed data as the JSON that any wallet takes in {@code eth_signTypedData_v4}. */
public final class TypedDataJson {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String DOMAIN = "EIP712Domain";
    private static final Pattern ARRAY = Pattern.compile("\\[\\d*]$");
    private static final Pattern ATOM = Pattern.compile("u?int\\d{0,3}|bytes\\d{0,2}|address|bool|string");

    private TypedDataJson() {}

    /** On one line. @throws IllegalArgumentException if the message does not fit its own types */
    public static String of(TypedData data) {
        try {
            return JSON.writeValueAsString(tree(data));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("no JSON can be made of " + data.primaryType(), e);
        }
    }

    /** The same as a tree, to be put into a larger answer. */
    public static ObjectNode tree(TypedData data) {
        if (data.types().containsKey(DOMAIN)) throw new IllegalArgumentException(DOMAIN + " follows from the domain");
        checkStruct(data, data.primaryType(), data.message(), data.primaryType());
        ObjectNode root = JSON.createObjectNode();
        ObjectNode types = root.putObject("types");
        ArrayNode domainType = types.putArray(DOMAIN);
        field(domainType, "name", "string");
        field(domainType, "version", "string");
        field(domainType, "chainId", "uint256");
        data.types().forEach((name, fields) -> {
            ArrayNode list = types.putArray(name);
            fields.forEach(f -> field(list, f.name(), f.type()));
        });
        root.put("primaryType", data.primaryType());
        ObjectNode domain = root.putObject("domain");
        domain.put("name", data.domain().name());
        domain.put("version", data.domain().version());
        domain.put("chainId", data.domain().chainId());
        root.set("message", JSON.valueToTree(data.message()));
        return root;
    }

    private static void field(ArrayNode list, String name, String type) {
        list.addObject().put("name", name).put("type", type);
    }

    // An encoder that silently leaves out what it does not find would sign something else than what is shown.
    private static void checkStruct(TypedData data, String type, Map<?, ?> value, String where) {
        List<TypedData.Field> fields = data.types().get(type);
        if (fields == null) throw new IllegalArgumentException(where + " is of the unknown type " + type);
        List<Object> unknown = new ArrayList<>(value.keySet());
        unknown.removeAll(Set.copyOf(fields.stream().map(TypedData.Field::name).toList()));
        if (!unknown.isEmpty())
            throw new IllegalArgumentException(where + " has fields that its type lacks: " + unknown);
        for (TypedData.Field f : fields) {
            Object inner = value.get(f.name());
            if (inner == null) throw new IllegalArgumentException(where + "." + f.name() + " is missing");
            checkValue(data, f.type(), inner, where + "." + f.name());
        }
    }

    private static void checkValue(TypedData data, String type, Object value, String where) {
        if (ARRAY.matcher(type).find()) {
            if (!(value instanceof List<?> list)) throw new IllegalArgumentException(where + " is not a list");
            String element = type.substring(0, type.lastIndexOf('['));
            for (int i = 0; i < list.size(); i++) {
                Object item = list.get(i);
                if (item == null) throw new IllegalArgumentException(where + "[" + i + "] is missing");
                checkValue(data, element, item, where + "[" + i + "]");
            }
        } else if (data.types().containsKey(type)) {
            if (!(value instanceof Map<?, ?> map)) throw new IllegalArgumentException(where + " is not a " + type);
            checkStruct(data, type, map, where);
        } else if (!ATOM.matcher(type).matches()) {
            throw new IllegalArgumentException(where + " is of the unknown type " + type);
        } else if (value instanceof List || value instanceof Map) {
            throw new IllegalArgumentException(where + " is not a single " + type);
        }
    }
}
