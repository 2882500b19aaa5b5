package org.headroom.protocol;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import org.headroom.market.MarketCodec;
import org.headroom.market.Topics;
import org.headroom.model.market.MarketMessage;
import org.headroom.model.market.Order;
import org.headroom.model.market.OrderId;
import org.headroom.model.market.Signed;
import org.headroom.model.signing.Signature;
import org.headroom.model.signing.Signer;

/** Messages with a fault, and what each is to be refused with; and some that look odd and are in order. */
final class RefusalVectors {
    private static final String NOTE = "Judge each alone, at the time \"now\" (seconds since 1970), on chain "
            + Published.CHAIN + ". The bytes are \"text\" in UTF-8 with so many \"spaces\" after it, or \"hex\"."
            + " \"after\" is a message that was taken just before. \"none\" is no reason: take it.";

    private final MarketCodec codec;
    private final Map<String, MarketMessage> messages = Published.messages();
    private final ArrayNode vectors = VectorFiles.JSON.createArrayNode();

    RefusalVectors(MarketCodec codec) {
        this.codec = codec;
    }

    ObjectNode all() {
        form();
        envelope();
        bodies();
        signatures();
        times();
        inOrder();
        ObjectNode out = VectorFiles.JSON.createObjectNode();
        out.put("note", NOTE);
        out.set("vectors", vectors);
        return out;
    }

    private void form() {
        add("an order of 33 KiB", "TOO_LARGE", "order", good("order")).put("spaces", 33 << 10);
        add("a log of 129 KiB", "TOO_LARGE", "log", good("log")).put("spaces", 129 << 10);
        add("nothing", "MALFORMED", "order", "");
        add("an array", "MALFORMED", "order", "[]");
        add("cut off", "MALFORMED", "order", good("order").substring(0, 200));
        add("something after the end", "MALFORMED", "order", good("order") + "{}");
        add("a comment", "MALFORMED", "order", "/* order */" + good("order"));
        add(
                "a name twice",
                "MALFORMED",
                "order",
                replaced("order", "{\"headroom\":1", "{\"headroom\":1,\"headroom\":1"));
        add(
                "a name twice in the body",
                "MALFORMED",
                "stop",
                replaced("stop", "\"lease\":", "\"lease\":\"x\",\"lease\":"));
        add("thirteen levels", "MALFORMED", "order", "{\"body\":" + "[".repeat(12) + "]".repeat(12) + "}");
        add(
                "no number",
                "MALFORMED",
                "order",
                replaced("order", "\"durationSeconds\":3600", "\"durationSeconds\":NaN"));
        byte[] latin = good("order").getBytes(StandardCharsets.ISO_8859_1);
        bytes("not UTF-8", "order", latin);
        byte[] wide = good("stop").getBytes(StandardCharsets.UTF_16);
        bytes("UTF-16", "stop", wide);
    }

    private void envelope() {
        add("no type", "MALFORMED", "order", replaced("order", "\"type\":\"order\",", ""));
        add("no version", "MALFORMED", "order", replaced("order", "\"headroom\":1,", ""));
        add("the version as a text", "MALFORMED", "order", replaced("order", "\"headroom\":1", "\"headroom\":\"1\""));
        add(
                "a type of its own",
                "UNKNOWN_TYPE",
                "order",
                replaced("order", "\"type\":\"order\"", "\"type\":\"ordre\""));
        add("the next version", "UNKNOWN_VERSION", "order", replaced("order", "\"headroom\":1", "\"headroom\":2"));
        add("no chain", "INVALID", "order", replaced("order", "\"chainId\":31337,", ""));
        add("another chain", "INVALID", "order", replaced("order", "\"chainId\":31337", "\"chainId\":1"));
        add(
                "a field of the envelope too many",
                "INVALID",
                "order",
                replaced("order", "{\"headroom\"", "{\"x\":1,\"headroom\""));
        add("an offer's topic", "WRONG_TOPIC", "order", good("order")).put("topic", Topics.of(message("offer")));
        add("someone else's topic", "WRONG_TOPIC", "order", good("order"))
                .put("topic", "headroom/1/order/" + Published.provider() + "/order-1c9d77e0");
        add("the topic with a checksum", "WRONG_TOPIC", "order", good("order"))
                .put("topic", "headroom/1/order/0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266/order-1c9d77e0");
    }

    private void bodies() {
        invalid("a field that is not signed", "order", "\"durationSeconds\":3600", "\"durationSeconds\":3600,\"x\":1");
        invalid("no nonce", "stop", ",\"nonce\":\"" + message("stop").validity().nonce() + "\"", "");
        invalid("a number with a fraction", "order", "\"durationSeconds\":3600", "\"durationSeconds\":3600.0");
        invalid("a number with an exponent", "order", "\"durationSeconds\":3600", "\"durationSeconds\":36e2");
        invalid("a number as a text", "order", "\"durationSeconds\":3600", "\"durationSeconds\":\"3600\"");
        invalid("a number past 2^53 - 1", "offer", "\"memoryBytes\":68719476736", "\"memoryBytes\":9007199254740992");
        invalid("an amount as a number", "order", "\"ceilingPerHour\":\"500000\"", "\"ceilingPerHour\":500000");
        invalid("an amount with a leading zero", "order", "\"500000\"", "\"0500000\"");
        invalid("an amount past 2^63 - 1", "order", "\"500000\"", "\"9223372036854775808\"");
        invalid("an address of 19 bytes", "order", Published.renter().hex(), "0x" + "ab".repeat(19));
        invalid("null for a text", "order", "\"model\":\"RTX 4090\"", "\"model\":null");
        invalid("an id with a slash", "stop", "\"bid-90ab31c7\"", "\"bid/90ab31c7\"");
        invalid("an id of seven characters", "stop", "\"bid-90ab31c7\"", "\"bid-90a\"");
        invalid("no GPU wanted", "order", "\"gpus\":1", "\"gpus\":0");
        invalid("sixty-five GPUs wanted", "order", "\"gpus\":1", "\"gpus\":65");
        invalid("a word with a space", "order", "\"network\":\"none\"", "\"network\":\"no ne\"");
        invalid("a version that is none", "order-directed", "\"cuda\":\"12.2\"", "\"cuda\":\"12.x\"");
        invalid("an offer's id without a provider", "order", "\"offer\":\"\"", "\"offer\":\"offer-5f2a90c1\"");
        invalid(
                "a start that closes before it opens",
                "order-directed",
                "\"startNotAfter\":" + Published.NOW.plusSeconds(300).getEpochSecond(),
                "\"startNotAfter\":" + Published.NOW.getEpochSecond());
        String lang = "{\"name\":\"LANG\",\"value\":\"C.UTF-8\"}";
        String seed = "{\"name\":\"SEED\",\"value\":\"7\"}";
        invalid("an environment out of order", "order", lang + "," + seed, seed + "," + lang);
        invalid("a variable twice", "order", lang + "," + seed, lang + "," + lang);
        invalid("a variable with an equals sign", "order", "\"name\":\"LANG\"", "\"name\":\"LA=G\"");
        invalid(
                "secrets out of order",
                "order-directed",
                "\"HF_TOKEN\",\"WANDB_API_KEY\"",
                "\"WANDB_API_KEY\",\"HF_TOKEN\"");
        invalid("a secret that is told openly", "order-directed", "\"HF_TOKEN\"", "\"LANG\"");
        invalid("a control character in a name", "order", "\"RTX 4090\"", "\"RTX\\u0007 4090\"");
        invalid("a direction mark in a name", "order", "\"RTX 4090\"", "\"RTX \\u202e4090\"");
        invalid("half a character", "log", "step 1", "step \\ud83d");
        invalid("a zero in a command", "order", "sleep 5", "sleep\\u00005");
        invalid("a name of 129 characters", "bid", "NVIDIA GeForce RTX 4090", "x".repeat(129));
        invalid("a memory limit of 1 MiB", "order", "\"memoryBytes\":536870912", "\"memoryBytes\":1048576");
        invalid(
                "a lease that is not its bid's",
                "acceptance",
                "\"lease\":\"bid-90ab31c7\"",
                "\"lease\":\"bid-90ab31c8\"");
        invalid(
                "a stream on another chain",
                "acceptance",
                "\"stream\":{\"chainId\":31337",
                "\"stream\":{\"chainId\":1");
        invalid("an encapsulated key and no ciphertext", "acceptance", "\"enc\":\"0x00", "\"enc\":\"0x01");
        invalid("a ciphertext shorter than its tag", "acceptance", "\"ciphertext\":\"0x\"", "\"ciphertext\":\"0x00\"");
        invalid("a ciphertext of half a byte more", "acceptance-sealed", "\"ciphertext\":\"0x", "\"ciphertext\":\"0x0");
        invalid("no GPU in a bid", "bid", gpuOf("bid"), "");
        invalid("a GPU twice", "bid", gpuOf("bid"), gpuOf("bid") + "," + gpuOf("bid"));
        invalid(
                "a GPU twice in a receipt",
                "receipt",
                "\"gpus\":[",
                "\"gpus\":[\"GPU-5c6b4a2e-0000-1111-2222-333344445550\",");
        invalid("a phase of its own", "update", "\"RUNNING\"", "\"WALKING\"");
        invalid("an outcome of its own", "receipt", "\"COMPLETED\"", "\"FINISHED\"");
        invalid("energy that is not known", "receipt", "\"energyKnown\":true", "\"energyKnown\":false");
        invalid(
                "a job that ended before it began",
                "receipt",
                "\"startedAt\":" + Published.NOW.minusSeconds(90).getEpochSecond(),
                "\"startedAt\":" + Published.NOW.plusSeconds(90).getEpochSecond());
        String expires = "\"expiresAt\":" + Published.NOW.plusSeconds(600).getEpochSecond();
        invalid(
                "good for 401 days",
                "order",
                expires,
                "\"expiresAt\":" + Published.NOW.plusSeconds(401 * 86_400L).getEpochSecond());
        invalid("over when it is issued", "order", expires, "\"expiresAt\":" + Published.NOW.getEpochSecond());
    }

    private void signatures() {
        String signature = signature("order", Published.RENTER);
        add("no signature", "UNSIGNED", "order", replaced("order", ",\"signature\":\"" + signature + "\"", ""));
        add("null for a signature", "UNSIGNED", "order", replaced("order", "\"" + signature + "\"", "null"));
        add("a signature of 64 bytes", "UNSIGNED", "order", replaced("order", signature, signature.substring(0, 130)));
        add("the provider's signature", "WRONG_SIGNER", "order", good("order", signature("order", Published.PROVIDER)));
        add("a word changed after signing", "WRONG_SIGNER", "order", replaced("order", "\"500000\"", "\"500001\""));
        add("another v", "WRONG_SIGNER", "order", good("order", signature.substring(0, 130) + other(signature)));
        add("v of 0", "WRONG_SIGNER", "order", good("order", signature.substring(0, 130) + "00"));
        add("high s", "WRONG_SIGNER", "order", good("order", highS(signature)));
        add("zeros", "WRONG_SIGNER", "order", good("order", "0x" + "00".repeat(64) + "1b"));
        MarketMessage order = message("order");
        var foreign = new MarketCodec(1).layout(order);
        add(
                "signed for another chain",
                "WRONG_SIGNER",
                "order",
                good("order", Published.RENTER.sign(foreign).hex()));
    }

    private void times() {
        Instant issued = message("order").validity().issuedAt();
        Instant expires = message("order").validity().expiresAt();
        at("over for 30 s", "EXPIRED", expires.plusSeconds(30));
        at("over for 29 s", "none", expires.plusSeconds(29));
        at("31 s ahead", "FROM_THE_FUTURE", issued.minusSeconds(31));
        at("30 s ahead", "none", issued.minusSeconds(30));
        add("its nonce was another message's", "REPLAYED", "order", good("order"))
                .set("after", otherOrder());
        add("another content under its id", "EQUIVOCATION", "order", good("order"))
                .set("after", dearerOrder());
        add("the same once more", "none", "order", good("order")).set("after", letter(message("order"), good("order")));
    }

    private void inOrder() {
        add(
                "an address with its checksum",
                "none",
                "order",
                replaced("order", Published.renter().hex(), "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266"));
        add("white space", "none", "order", good("order")).put("spaces", 1_000);
        add("a log of 100 KiB", "none", "log", good("log")).put("spaces", 100 << 10);
        add("escaped characters", "none", "order", replaced("order", "localhost", "\\u006cocalhost"));
        String stop = good("stop");
        int body = stop.indexOf("\"body\"");
        add(
                "names in another order",
                "none",
                "stop",
                "{" + stop.substring(body, stop.length() - 1) + "," + stop.substring(1, body - 1) + "}");
    }

    // ---- how they are made

    private MarketMessage message(String name) {
        MarketMessage message = messages.get(name);
        if (message == null) throw new IllegalArgumentException("no message " + name);
        return message;
    }

    private String good(String name) {
        return good(
                name,
                signature(
                        name,
                        message(name).author().equals(Published.renter()) ? Published.RENTER : Published.PROVIDER));
    }

    private String good(String name, String signature) {
        return new String(codec.encode(new Signed<>(message(name), new Signature(signature))), StandardCharsets.UTF_8);
    }

    private String signature(String name, Signer signer) {
        return signer.sign(codec.layout(message(name))).hex();
    }

    private String replaced(String name, String old, String with) {
        String good = good(name);
        if (!good.contains(old)) throw new IllegalArgumentException(name + " has no " + old);
        return good.replace(old, with);
    }

    private String gpuOf(String name) {
        String good = good(name);
        int start = good.indexOf("\"gpus\":[") + 8;
        return good.substring(start, good.indexOf(']', start));
    }

    /** Another order with the nonce of the first. */
    private ObjectNode otherOrder() {
        var order = (Order) message("order");
        var other = new Order(
                new OrderId("order-9f01b2c3"),
                order.renter(),
                order.requirements(),
                order.manifest(),
                order.ceilingPerHour(),
                order.duration(),
                order.validity());
        byte[] bytes = codec.encode(new Signed<>(other, Published.RENTER.sign(codec.layout(other))));
        return letter(other, new String(bytes, StandardCharsets.UTF_8));
    }

    /** The first order once more, at another price and with a nonce of its own. */
    private ObjectNode dearerOrder() {
        var order = (Order) message("order");
        var other = new Order(
                order.id(),
                order.renter(),
                order.requirements(),
                order.manifest(),
                order.ceilingPerHour().plus(order.ceilingPerHour()),
                order.duration(),
                message("order-several-gpus").validity());
        byte[] bytes = codec.encode(new Signed<>(other, Published.RENTER.sign(codec.layout(other))));
        return letter(other, new String(bytes, StandardCharsets.UTF_8));
    }

    private static ObjectNode letter(MarketMessage message, String text) {
        return VectorFiles.JSON
                .createObjectNode()
                .put("topic", Topics.of(message))
                .put("text", text);
    }

    private static String other(String signature) {
        return signature.endsWith("1b") ? "1c" : "1b";
    }

    /** The same signature in the form that Ethereum refuses: the curve's order less s, and the other v. */
    private static String highS(String signature) {
        var order = new java.math.BigInteger("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", 16);
        var s = new java.math.BigInteger(signature.substring(66, 130), 16);
        return signature.substring(0, 66) + String.format("%064x", order.subtract(s)) + other(signature);
    }

    private void invalid(String what, String name, String old, String with) {
        add(what, "INVALID", name, replaced(name, old, with));
    }

    private void at(String what, String reason, Instant now) {
        add(what, reason, "order", good("order")).put("now", now.getEpochSecond());
    }

    private void bytes(String what, String name, byte[] bytes) {
        ObjectNode vector = add(what, "MALFORMED", name, "");
        vector.remove("text");
        vector.put("hex", HexFormat.of().formatHex(bytes));
    }

    private ObjectNode add(String what, String reason, String name, String text) {
        return vectors.addObject()
                .put("name", what)
                .put("reason", reason)
                .put("topic", Topics.of(message(name)))
                .put("now", Published.NOW.getEpochSecond())
                .put("text", text);
    }
}
