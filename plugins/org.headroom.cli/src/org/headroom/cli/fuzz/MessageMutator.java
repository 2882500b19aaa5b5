package org.headroom.cli.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Changes a document in its meaning, in how it is written, and in its bytes. One thread. */
final class MessageMutator {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final BigInteger ORDER =
            new BigInteger("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", 16);
    private static final List<JsonNode> VALUES = List.of(
            NODES.nullNode(),
            NODES.booleanNode(true),
            NODES.numberNode(-1),
            NODES.numberNode(0),
            NODES.numberNode(1L << 53),
            NODES.numberNode(Long.MIN_VALUE),
            NODES.numberNode(new BigInteger("9".repeat(90))),
            NODES.numberNode(0.5),
            NODES.numberNode(1e300),
            NODES.textNode(""),
            NODES.textNode("00"),
            NODES.textNode("-1"),
            NODES.textNode("9".repeat(78)),
            NODES.textNode("0x"),
            NODES.textNode("0x" + "f".repeat(64)),
            NODES.textNode("0x" + "0".repeat(40)),
            NODES.textNode("../../etc"),
            NODES.textNode("+/#/$"),
            NODES.textNode("\u202eevil\u0000"),
            NODES.textNode("\ud83d"),
            NODES.textNode("x".repeat(20_000)),
            NODES.objectNode(),
            NODES.arrayNode());

    private final Random random;

    MessageMutator(Random random) {
        this.random = random;
    }

    /**
     * One to four changes, and the document as it is written then.
     *
     * @param other a document of the same kind, of which parts are taken
     */
    byte[] mutated(ObjectNode envelope, ObjectNode other) {
        ObjectNode tree = envelope.deepCopy();
        for (int i = random.nextInt(4); i >= 0; i--) {
            switch (random.nextInt(12)) {
                case 0, 1 -> structure(tree);
                case 2, 3, 4 -> signature(tree);
                case 5 -> swap(tree);
                case 6, 7 -> take(tree, other);
                case 8 -> letterCase(tree);
                default -> {
                    // The writing alone.
                }
            }
        }
        byte[] bytes = new LooseJson(random).write(tree).getBytes(StandardCharsets.UTF_8);
        return random.nextInt(10) == 0 ? spoilt(bytes) : bytes;
    }

    private void structure(ObjectNode tree) {
        List<JsonNode> places = containers(tree);
        JsonNode value = (random.nextInt(5) == 0 ? pick(places) : pick(VALUES)).deepCopy();
        switch (pick(places)) {
            case ObjectNode object -> {
                String name = name(object);
                switch (random.nextInt(5)) {
                    case 0 -> object.remove(name);
                    case 1 -> object.set(name + "x", value);
                    case 2 -> object.set(random.nextBoolean() ? "" : name.toUpperCase(Locale.ROOT), value);
                    default -> object.set(name, value);
                }
            }
            case ArrayNode array -> {
                if (random.nextInt(3) > 0) array.add(value);
                else if (random.nextBoolean() && !array.isEmpty()) array.remove(random.nextInt(array.size()));
                else for (int i = 0; i < 300; i++) array.add("x");
            }
            default -> {}
        }
    }

    /** Two fields of one object change their values. */
    private void swap(ObjectNode tree) {
        if (!(pick(containers(tree)) instanceof ObjectNode object) || object.isEmpty()) return;
        String one = name(object);
        String two = name(object);
        JsonNode first = object.get(one);
        object.set(one, object.get(two));
        object.set(two, first);
    }

    /** The other's body, signature, or one of its fields. */
    private void take(ObjectNode tree, ObjectNode other) {
        boolean isBody = random.nextBoolean();
        if (isBody && tree.get("body") instanceof ObjectNode own && other.get("body") instanceof ObjectNode body) {
            String name = name(body);
            own.set(name, body.get(name).deepCopy());
        } else {
            String name = name(other);
            tree.set(name, other.get(name).deepCopy());
        }
    }

    private void letterCase(ObjectNode tree) {
        if (!(pick(containers(tree)) instanceof ObjectNode object) || object.isEmpty()) return;
        String name = name(object);
        if (!object.get(name).isTextual()) return;
        String text = object.get(name).textValue();
        object.put(
                name,
                switch (random.nextInt(5)) {
                    case 0 -> text.toUpperCase(Locale.ROOT);
                    case 1 -> text.startsWith("0x") ? "0x" + text.substring(2).toUpperCase(Locale.ROOT) : text + " ";
                    case 2 -> text.startsWith("0x") ? text.substring(2) : " " + text;
                    case 3 -> text + "\u0000";
                    default -> text.replace('e', '\u0435').replace('1', '\u0661');
                });
    }

    private void signature(ObjectNode tree) {
        if (!tree.path("signature").isTextual()) return;
        String hex = tree.get("signature").textValue();
        if (!hex.matches("0x[0-9a-f]{130}")) return;
        String r = hex.substring(2, 66);
        BigInteger s = new BigInteger(hex.substring(66, 130), 16);
        int v = Integer.parseInt(hex.substring(130), 16);
        tree.put(
                "signature",
                switch (random.nextInt(10)) {
                    // The same point, mirrored: it would fit the same key.
                    case 0 -> signature(r, ORDER.subtract(s), 55 - v);
                    case 1 -> signature(r, s, v - 27);
                    case 2 -> signature(r, s, 55 - v);
                    case 3 -> signature(r, s, random.nextInt(256));
                    case 4 -> signature(r, ORDER.subtract(s).mod(ORDER), v);
                    case 5 -> signature("0".repeat(64), s, v);
                    case 6 -> signature(r, random.nextBoolean() ? BigInteger.ZERO : ORDER, v);
                    case 7 -> hex.substring(0, 130);
                    case 8 -> "0x" + hex.substring(2).toUpperCase(Locale.ROOT);
                    default -> hex + (random.nextBoolean() ? "00" : " ");
                });
    }

    private static String signature(String r, BigInteger s, int v) {
        return "0x" + r + "%064x%02x".formatted(s, v & 0xff);
    }

    private byte[] spoilt(byte[] bytes) {
        var out = new ByteArrayOutputStream();
        switch (random.nextInt(8)) {
            case 0 -> out.writeBytes(Arrays.copyOf(bytes, random.nextInt(bytes.length)));
            case 1 -> {
                out.writeBytes(new byte[] {(byte) 0xef, (byte) 0xbb, (byte) 0xbf});
                out.writeBytes(bytes);
            }
            case 2 -> {
                out.writeBytes(bytes);
                out.writeBytes(random.nextBoolean() ? bytes : " {}\n".getBytes(StandardCharsets.US_ASCII));
            }
            case 3 -> out.writeBytes(new String(bytes, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_16));
            case 4 -> out.writeBytes("[".repeat(random.nextInt(1, 4_000)).getBytes(StandardCharsets.US_ASCII));
            default -> {
                byte[] copy = bytes.clone();
                for (int i = random.nextInt(3); i >= 0; i--)
                    copy[random.nextInt(copy.length)] = (byte) random.nextInt(256);
                out.writeBytes(copy);
            }
        }
        return out.toByteArray();
    }

    private String name(ObjectNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names.isEmpty() ? "x" : pick(names);
    }

    private static List<JsonNode> containers(JsonNode root) {
        List<JsonNode> places = new ArrayList<>();
        collect(root, places);
        return places;
    }

    private static void collect(JsonNode node, List<JsonNode> places) {
        if (node.isContainerNode()) places.add(node);
        node.forEach(child -> collect(child, places));
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
