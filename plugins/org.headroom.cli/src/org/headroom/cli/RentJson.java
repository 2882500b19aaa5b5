package org.headroom.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import org.headroom.market.MarketCodec;
import org.headroom.model.VisibleText;
import org.headroom.model.market.Bid;
import org.headroom.model.market.LeasedGpu;
import org.headroom.model.market.ReceiptMessage;
import org.headroom.model.market.Signed;
import org.headroom.model.signing.TypedData;
import org.headroom.renter.OpenedStream;
import org.headroom.renter.RentalRecord;
import org.headroom.wallet.Eip712Recovery;
import org.headroom.wallet.TypedDataJson;

/** Rentals as JSON for programs: amounts are USDC base units as strings, times are ISO 8601. */
final class RentJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private RentJson() {}

    static ObjectNode rental(RentalRecord r) {
        ObjectNode out = JSON.createObjectNode();
        out.putObject("order")
                .put("id", r.id().value())
                .put(
                        "maxUsdcPerHour",
                        units(r.order().message().ceilingPerHour().baseUnits()))
                .put("durationSeconds", seconds(r.order().message().duration()));
        out.put("phase", r.phase().name());
        r.taken().ifPresent(b -> out.set("bid", bid(b.message())));
        r.lease().ifPresent(l -> {
            ObjectNode lease = out.putObject("lease").put("id", l.value());
            r.told().ifPresent(t -> lease.put("state", t.phase().name()).put("detail", t.detail()));
        });
        r.stream().ifPresent(s -> out.set("stream", stream(s)));
        r.closing().ifPresent(c -> out.put("ending", c.ending().name()).put("message", c.words()));
        r.settled()
                .ifPresent(s -> out.putObject("money")
                        .put("spent", units(s.spent().baseUnits()))
                        .put("refunded", units(s.refunded().baseUnits()))
                        .put(
                                "asOf",
                                r.at(RentalRecord.Step.CLOSED)
                                        .map(Object::toString)
                                        .orElse(""))
                        .put("final", !r.awaitsFinality()));
        r.receipt().ifPresent(s -> out.set("receipt", receipt(s)));
        ObjectNode times = out.putObject("times");
        r.times().forEach((step, at) -> times.put(step.name(), at.toString()));
        return out;
    }

    static ObjectNode bid(Bid b) {
        ObjectNode out = JSON.createObjectNode()
                .put("id", b.id().value())
                .put("usdcPerHour", units(b.perHour().baseUnits()))
                .put("provider", b.provider().hex())
                .put("gpu", b.gpus().getFirst().id().uuid())
                .put("gpuName", b.gpuNames())
                .put("simulated", b.simulated())
                .put("expiresAt", b.validity().expiresAt().toString());
        var gpus = out.putArray("gpus");
        for (LeasedGpu gpu : b.gpus())
            gpus.addObject()
                    .put("uuid", gpu.id().uuid())
                    .put("name", gpu.name())
                    .put("memoryBytes", gpu.memory().bytes());
        return out;
    }

    private static ObjectNode stream(OpenedStream s) {
        return JSON.createObjectNode()
                .put("chainId", s.ref().chainId())
                .put("contract", s.ref().contract().hex())
                .put("token", s.ref().token().hex())
                .put("id", s.ref().id().toString())
                .put("deposit", units(s.deposit().baseUnits()))
                .put("transaction", s.transaction().hex())
                .put("openedAt", s.at().toString());
    }

    /** With all that another Ethereum library needs to check the signature. */
    static ObjectNode receipt(Signed<ReceiptMessage> signed) {
        TypedData data = new MarketCodec(signed.message().receipt().stream().chainId()).layout(signed.message());
        ObjectNode typed = TypedDataJson.tree(data);
        JsonNode message = typed.path("message");
        ObjectNode out = message.isObject() ? ((ObjectNode) message).deepCopy() : JSON.createObjectNode();
        out.put("hash", new Eip712Recovery().hash(data).hex());
        out.put("signature", signed.signature().hex());
        out.put("signer", signed.message().author().hex());
        out.set("typedData", typed);
        return out;
    }

    static void print(JsonNode node) {
        try {
            System.out.println(
                    VisibleText.json(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(node)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree is always JSON", e);
        }
    }

    static ObjectNode object() {
        return JSON.createObjectNode();
    }

    static String units(long baseUnits) {
        return Long.toString(baseUnits);
    }

    private static long seconds(Duration duration) {
        return duration.toSeconds();
    }
}
