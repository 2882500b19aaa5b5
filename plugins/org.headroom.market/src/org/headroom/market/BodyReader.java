package org.headroom.market;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.headroom.model.signing.TypedData.Field;

/**
 * JSON to typed data's values, by the structs alone and without knowing any message. The rule, for other
 * implementations too: {@code uint256} is a string of decimal digits, other integers are JSON numbers up to 2^53 - 1,
 * addresses and hashes are hexadecimal strings, a struct is an object with exactly its fields.
 */
final class BodyReader {
    static final long MAX_SAFE = (1L << 53) - 1;
    private static final Pattern DECIMAL = Pattern.compile("0|[1-9][0-9]{0,77}");
    private static final Pattern ADDRESS = Pattern.compile("0x[0-9a-fA-F]{40}");
    private static final Pattern BYTES32 = Pattern.compile("0x[0-9a-fA-F]{64}");
    // Possessive, or a long text would use up the stack; the message's own size bounds it.
    private static final Pattern BYTES = Pattern.compile("0x(?:[0-9a-fA-F][0-9a-fA-F])*+");
    private static final int MAX_ITEMS = 256;

    private BodyReader() {}

    static Map<String, Object> struct(String name, JsonNode node) throws Broken {
        if (!node.isObject()) throw Broken.invalid(name + " is not an object");
        List<Field> fields = Structs.fields(name);
        var out = new LinkedHashMap<String, Object>();
        for (Field field : fields) {
            JsonNode value = node.get(field.name());
            if (value == null) throw Broken.invalid(name + " lacks " + field.name());
            out.put(field.name(), value(name, field, field.type(), value));
        }
        if (node.size() != fields.size()) {
            var names = node.fieldNames();
            while (names.hasNext()) {
                String extra = names.next();
                if (!out.containsKey(extra))
                    throw Broken.invalid(name + " has a field that is not signed: " + Texts.quoted(extra));
            }
        }
        return out;
    }

    private static Object value(String struct, Field field, String type, JsonNode node) throws Broken {
        if (type.endsWith("[]")) return array(struct, field, type.substring(0, type.length() - 2), node);
        return switch (type) {
            case "string" -> text(struct, field.name(), node);
            case "bool" -> {
                if (!node.isBoolean()) throw Broken.invalid(field.name() + " is neither true nor false");
                yield node.booleanValue();
            }
            case "address" -> hex(field.name(), node, ADDRESS, "an address (0x and 40 hexadecimal digits)");
            case "bytes32" -> hex(field.name(), node, BYTES32, "32 bytes (0x and 64 hexadecimal digits)");
            case "bytes" -> hex(field.name(), node, BYTES, "bytes (0x and an even number of hexadecimal digits)");
            case "uint256" -> uint256(field.name(), node);
            case "uint64" -> integer(field.name(), node, 0, MAX_SAFE);
            case "uint32" -> integer(field.name(), node, 0, 0xffff_ffffL);
            case "int32" -> integer(field.name(), node, Integer.MIN_VALUE, Integer.MAX_VALUE);
            default -> struct(type, node);
        };
    }

    private static List<Object> array(String struct, Field field, String item, JsonNode node) throws Broken {
        if (!node.isArray()) throw Broken.invalid(field.name() + " is not an array");
        if (node.size() > MAX_ITEMS) throw Broken.invalid(field.name() + " has more than " + MAX_ITEMS + " items");
        var out = new ArrayList<>(node.size());
        for (JsonNode each : node) out.add(value(struct, field, item, each));
        return List.copyOf(out);
    }

    private static String text(String struct, String field, JsonNode node) throws Broken {
        if (!node.isTextual()) throw Broken.invalid(field + " is not a text");
        Texts.check(struct, field, node.textValue());
        return node.textValue();
    }

    private static String hex(String field, JsonNode node, Pattern form, String what) throws Broken {
        if (!node.isTextual() || !form.matcher(node.textValue()).matches())
            throw Broken.invalid(field + " is not " + what);
        return node.textValue().toLowerCase(Locale.ROOT);
    }

    private static String uint256(String field, JsonNode node) throws Broken {
        if (!node.isTextual() || !DECIMAL.matcher(node.textValue()).matches())
            throw Broken.invalid(field + " is not a whole number in a string");
        if (new BigInteger(node.textValue()).bitLength() > 256) throw Broken.invalid(field + " has more than 256 bits");
        return node.textValue();
    }

    private static String integer(String field, JsonNode node, long least, long most) throws Broken {
        if (!node.isIntegralNumber() || !node.canConvertToLong())
            throw Broken.invalid(field + " is not a whole number");
        long value = node.longValue();
        if (value < least || value > most) throw Broken.invalid(field + " is not between " + least + " and " + most);
        return Long.toString(value);
    }
}
