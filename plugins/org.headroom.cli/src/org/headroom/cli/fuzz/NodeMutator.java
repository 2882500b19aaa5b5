package org.headroom.cli.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Changes what a node answers: values, the answers of JSON-RPC, and the document. One thread at a time. */
final class NodeMutator {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final List<JsonNode> VALUES = List.of(
            NODES.nullNode(),
            NODES.booleanNode(true),
            NODES.numberNode(-1),
            NODES.numberNode(7),
            NODES.numberNode(1.5),
            NODES.numberNode(new BigInteger("9".repeat(300))),
            NODES.textNode(""),
            NODES.textNode(" "),
            NODES.textNode("0x"),
            NODES.textNode("0x0"),
            NODES.textNode("0x1"),
            NODES.textNode("0x3"),
            NODES.textNode("0X1"),
            NODES.textNode("-0x1"),
            NODES.textNode("0x-1"),
            NODES.textNode("0xzz"),
            NODES.textNode("0x0x1"),
            NODES.textNode("123"),
            NODES.textNode("latest"),
            NODES.textNode("\uff10\uff581"),
            NODES.textNode("0x7fffffffffffffff"),
            NODES.textNode("0x7ffffffffffffff0"),
            NODES.textNode("0x6fffffffffffffff"),
            NODES.textNode("0x8000000000000000"),
            NODES.textNode("0xffffffffffffffff"),
            NODES.textNode("0x" + "f".repeat(31)),
            NODES.textNode("0x" + "f".repeat(32)),
            NODES.textNode("0x" + "f".repeat(63)),
            NODES.textNode("0x" + "f".repeat(64)),
            NODES.textNode("0x8" + "0".repeat(63)),
            NODES.textNode("0x" + "0".repeat(64)),
            NODES.textNode("0x" + "f".repeat(65)),
            NODES.textNode("0x" + "f".repeat(40)),
            NODES.textNode("0x" + "0".repeat(100_000)),
            NODES.textNode("\u0000\u202e\n\u001b[31m"),
            NODES.objectNode(),
            NODES.arrayNode());
    private static final List<String> MESSAGES = List.of(
            "",
            "execution reverted",
            "execution reverted: \u001b[2J\nyou are wrong",
            "rate limit exceeded",
            "Too many requests",
            "insufficient funds for gas * price + value",
            "nonce too low",
            "already known",
            "replacement transaction underpriced",
            "query returned more than 10000 results. Try with this block range [0x0, 0x1]",
            "block range is too large, maximum -5 blocks",
            "batch too large, limit is 999999999999999999999",
            "missing trie node",
            "x".repeat(10_000));

    private final Random random;

    NodeMutator(Random random) {
        this.random = random;
    }

    JsonNode value(JsonNode good) {
        JsonNode copy = good.deepCopy();
        int times = 1 + random.nextInt(2);
        for (int i = 0; i < times; i++) copy = valueOnce(copy);
        return copy;
    }

    private JsonNode valueOnce(JsonNode node) {
        return switch (node) {
            case ObjectNode object
            when !object.isEmpty() -> {
                String name = pick(names(object));
                switch (random.nextInt(8)) {
                    case 0 -> object.remove(name);
                    case 1 -> object.set(name, object.get(pick(names(object))));
                    default -> object.set(name, valueOnce(object.get(name)));
                }
                yield object;
            }
            case ArrayNode array when !array.isEmpty() -> array(array);
            default -> {
                boolean isHex = node.isTextual() && node.textValue().length() > 2 && random.nextInt(3) > 0;
                yield isHex
                        ? NODES.textNode(hex(node.textValue()))
                        : pick(VALUES).deepCopy();
            }
        };
    }

    private JsonNode array(ArrayNode array) {
        switch (random.nextInt(6)) {
            case 0 -> array.removeAll();
            case 1 -> array.remove(random.nextInt(array.size()));
            case 2 -> {
                JsonNode one = array.get(0);
                for (int i = random.nextInt(200); i >= 0; i--) array.add(one.deepCopy());
            }
            case 3 -> array.add(pick(VALUES).deepCopy());
            default -> {
                int at = random.nextInt(array.size());
                array.set(at, valueOnce(array.get(at)));
            }
        }
        return array;
    }

    /** One word, some digits, or the length. */
    private String hex(String text) {
        int words = (text.length() - 2) / 64;
        if (words > 0 && random.nextInt(4) > 0) {
            int at = 2 + 64 * random.nextInt(words);
            return text.substring(0, at) + word() + text.substring(at + 64);
        }
        return switch (random.nextInt(6)) {
            case 0 -> text.substring(0, 2 + random.nextInt(text.length() - 2));
            case 1 -> text + "0".repeat(1 + random.nextInt(130));
            case 2 -> "0x" + text.substring(2).toUpperCase(Locale.ROOT);
            case 3 -> text.substring(2);
            case 4 -> text.substring(0, 2) + "f" + text.substring(2);
            default -> {
                char[] chars = text.toCharArray();
                chars[random.nextInt(chars.length)] = "0123456789abcdefxXgZ-+ ".charAt(random.nextInt(23));
                yield new String(chars);
            }
        };
    }

    private String word() {
        return switch (random.nextInt(8)) {
            case 0 -> "f".repeat(64);
            case 1 -> "8" + "0".repeat(63);
            case 2 -> "0".repeat(64);
            case 3 -> "0".repeat(32) + "f".repeat(32);
            case 4 -> "0".repeat(48) + "7" + "f".repeat(15);
            case 5 -> "0".repeat(48) + "8" + "0".repeat(15);
            case 6 -> "%064x".formatted(random.nextInt(1_000));
            default -> "%064x".formatted(BigInteger.ONE.shiftLeft(random.nextInt(256)));
        };
    }

    /** An answer to one request, or a list of them. */
    JsonNode reply(JsonNode good) {
        if (good instanceof ArrayNode list && !list.isEmpty()) return list(list.deepCopy());
        if (!(good instanceof ObjectNode one)) return good;
        return single(one.deepCopy());
    }

    private JsonNode list(ArrayNode list) {
        switch (random.nextInt(9)) {
            case 0 -> list.remove(random.nextInt(list.size()));
            case 1 -> list.add(list.get(random.nextInt(list.size())).deepCopy());
            case 2 -> {
                return list.get(0);
            }
            case 3 -> {
                return NODES.arrayNode().add(single((ObjectNode) list.get(0)));
            }
            case 4 -> {
                List<JsonNode> all = new ArrayList<>();
                list.forEach(all::add);
                Collections.shuffle(all, random);
                return NODES.arrayNode().addAll(all);
            }
            case 5 -> list.removeAll();
            case 6 -> {
                return error(NODES.objectNode());
            }
            case 7 -> list.insert(0, pick(VALUES).deepCopy());
            default -> {
                int at = random.nextInt(list.size());
                if (list.get(at) instanceof ObjectNode one) list.set(at, single(one));
            }
        }
        return list;
    }

    private ObjectNode single(ObjectNode one) {
        switch (random.nextInt(6)) {
            case 0 -> one.set("id", pick(VALUES).deepCopy());
            case 1 -> one.put("id", one.path("id").asLong() + random.nextInt(-2, 3));
            case 2 -> one.remove(random.nextBoolean() ? "id" : "result");
            case 3 -> one.set("result", pick(VALUES).deepCopy());
            default -> error(one);
        }
        return one;
    }

    private ObjectNode error(ObjectNode one) {
        if (random.nextInt(3) > 0) one.remove("result");
        if (random.nextInt(8) == 0) one.set("error", pick(VALUES).deepCopy());
        else {
            ObjectNode error = one.putObject("error");
            int[] codes = {3, -32000, -32005, -32600, -32601, -32700, 429, 0, Integer.MIN_VALUE};
            if (random.nextInt(8) > 0) error.put("code", codes[random.nextInt(codes.length)]);
            else error.set("code", pick(VALUES).deepCopy());
            if (random.nextInt(8) > 0) error.put("message", pick(MESSAGES));
            else error.set("message", pick(VALUES).deepCopy());
            if (random.nextInt(3) == 0) error.set("data", pick(VALUES).deepCopy());
            if (random.nextInt(8) == 0) error.putObject("data").put("data", "0x08c379a0" + "f".repeat(200));
        }
        return one;
    }

    /** What is written in place of a document. */
    byte[] document(JsonNode good) {
        String text = good.toString();
        return switch (random.nextInt(14)) {
            case 0 -> utf8("<!DOCTYPE html><html><body>502 Bad Gateway</body></html>");
            case 1 -> new byte[0];
            case 2 -> utf8("null");
            case 3 -> Arrays.copyOf(utf8(text), random.nextInt(text.length()));
            case 4 -> utf8("[".repeat(random.nextInt(1, 60_000)));
            case 5 -> utf8("{\"result\":".repeat(random.nextInt(1, 20_000)));
            case 6 -> utf8("[" + "{},".repeat(random.nextInt(1, 400_000)) + "{}]");
            case 7 -> utf8("{\"id\":1,\"result\":\"0x" + "f".repeat(random.nextInt(1, 4 << 20)) + "\"}");
            case 8 -> utf8("{\"id\":" + "9".repeat(random.nextInt(1, 100_000)) + ",\"result\":null}");
            case 9 -> text.getBytes(StandardCharsets.UTF_16);
            case 10 -> utf8(text + text);
            case 11 -> {
                byte[] bytes = utf8(text);
                for (int i = random.nextInt(4); i >= 0; i--)
                    bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
                yield bytes;
            }
            default -> utf8(new LooseJson(random).write(good));
        };
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static List<String> names(ObjectNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
