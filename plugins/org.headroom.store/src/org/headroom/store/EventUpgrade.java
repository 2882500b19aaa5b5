package org.headroom.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.headroom.model.market.Requirements;

/**
 * Brings an event of an older format into the current one. What is stored stays as it is.
 *
 * <ul>
 *   <li>Format 1: a bid had one GPU, and an order said nothing of drivers, disks, networks, regions, proofs or start times,
 *       was open to all and had no secrets.
 *   <li>Format 2: a bid did not name the newest block, the state of a stream did not name the block it was read at,
 *       nothing was returned to renters, and the source of a job's energy was not recorded.
 *   <li>Format 3: what ended a job beyond its outcome was not recorded, and an unknown digest of what it left was zero.
 *   <li>Format 4: a stream that was refused was not kept, and the hash of the block at which a stream was read was
 *       named by the last programs of this format alone.
 *   <li>Format 5: a job's end was recorded after what it left had been hashed, and why it was not hashed was not recorded.
 * </ul>
 */
final class EventUpgrade {
    private EventUpgrade() {}

    /** @param event changed in place; @param format that it was written in */
    static void toCurrent(JsonNode event, int format) {
        if (format < 2) fromFormat1(event);
        if (format < 3) fromFormat2(event);
        if (format < 4) fromFormat3(event);
        if (format < 5) fromFormat4(event);
        if (format < 6) fromFormat5(event);
    }

    private static void fromFormat5(JsonNode event) {
        for (JsonNode part : event) fromFormat5(part);
        if (!(event instanceof ObjectNode object) || !isResult(object)) return;
        JsonNode digest = object.remove("artefactsDigest");
        ObjectNode artefacts = object.putObject("artefacts");
        if (digest.isNull()) artefacts.put(SealedTypes.KIND, "NotHashed").put("reason", "");
        else artefacts.put(SealedTypes.KIND, "Hashed").set("digest", digest);
    }

    private static void fromFormat4(JsonNode event) {
        for (JsonNode part : event) fromFormat4(part);
        if (!(event instanceof ObjectNode object)) return;
        if (object.path(SealedTypes.KIND).asText().equals("StreamRefused")) object.putNull("stream");
        if (isStream(object) && !object.has("blockHash")) object.putNull("blockHash");
    }

    /** The state of a stream bears no kind; nothing else has these two parts. */
    private static boolean isStream(ObjectNode part) {
        return part.has("settledDust") && part.has("readAt");
    }

    private static void fromFormat3(JsonNode event) {
        for (JsonNode part : event) fromFormat3(part);
        if (event instanceof ObjectNode object && isResult(object)) object.putNull("cause");
    }

    /** The result of a job bears no kind; unlike a receipt, it does not name the image. */
    private static boolean isResult(ObjectNode part) {
        return part.has("exitCode") && part.has("artefactsDigest") && !part.has("imageDigest");
    }

    private static void fromFormat2(JsonNode event) {
        for (JsonNode part : event) fromFormat2(part);
        if (!(event instanceof ObjectNode object)) return;
        if (object.path(SealedTypes.KIND).asText().equals("BidMade")) object.putNull("chainHead");
        if (isStream(object)) object.putNull("block");
        if (isResult(object)) object.putNull("energySource");
        // A withdrawal bears no kind either.
        if (object.has("gasUsed") && object.has("feePaid")) object.put("returned", 0);
    }

    private static void fromFormat1(JsonNode event) {
        for (JsonNode part : event) fromFormat1(part);
        if (!(event instanceof ObjectNode object)) return;
        switch (object.path(SealedTypes.KIND).asText()) {
            case "Order" -> order(object);
            case "Bid" -> bid(object);
            case "Acceptance" -> object.putNull("sealed");
            default -> receipt(object);
        }
    }

    private static void order(ObjectNode order) {
        order.putNull("provider").putNull("offer");
        order.putObject("start").putNull("notBefore").putNull("notAfter");
        if (order.get("manifest") instanceof ObjectNode manifest) manifest.putArray("secrets");
        if (!(order.get("requirements") instanceof ObjectNode wants)) return;
        wants.put("wholeRig", false)
                .putNull("computeCapability")
                .putNull("driver")
                .putNull("cuda")
                .put("disk", 0)
                .put("network", Requirements.NONE)
                .put("verification", Requirements.RECEIPT)
                .put("tee", Requirements.NONE)
                .putArray("regions");
    }

    private static void bid(ObjectNode bid) {
        JsonNode id = bid.remove("gpu");
        JsonNode name = bid.remove("gpuName");
        if (id == null || name == null) return;
        bid.putNull("sealingKey")
                .putArray("gpus")
                .addObject()
                .put("id", id.asText())
                .put("name", name.asText())
                .put("memory", 0);
    }

    /** A receipt bears no kind; nothing else tells what an image's digest was. */
    private static void receipt(ObjectNode part) {
        JsonNode gpu = part.get("gpu");
        if (gpu == null || !part.has("imageDigest")) return;
        part.remove("gpu");
        part.putArray("gpus").add(gpu.asText());
    }
}
