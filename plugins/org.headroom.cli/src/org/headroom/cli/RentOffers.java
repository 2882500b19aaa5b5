package org.headroom.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.headroom.model.VisibleText;
import org.headroom.model.gpu.DottedVersion;
import org.headroom.model.market.Offer;
import org.headroom.wallet.KeystoreFailure;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists the standing offers. */
@Command(name = "offers", description = "Lists the standing offers; 'rent order --offer ID' takes one.")
final class RentOffers implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Mixin
    private RentAccess options = new RentAccess();

    @Option(
            names = "--look",
            converter = RentQuantities.ToDuration.class,
            defaultValue = "2s",
            description = "How long to listen to the market (default: ${DEFAULT-VALUE}).")
    private java.time.Duration look = java.time.Duration.ofSeconds(2);

    @Override
    public Integer call() throws Exception {
        RentTalk talk = new RentTalk(options.json);
        try (RentConnection connection = RentConnection.open(options, talk, "No offers can be listed")) {
            connection.requireMarket();
            List<Offer> offers = connection.offers(look);
            if (options.json) {
                ArrayNode all = JSON.createArrayNode();
                offers.forEach(offer -> all.add(json(offer)));
                System.out.println(VisibleText.json(JSON.writeValueAsString(all)));
            } else {
                offers.forEach(offer -> System.out.println(line(offer, connection.offline(offer))));
                if (offers.isEmpty()) System.err.println("There are no offers on this market now.");
            }
            return 0;
        } catch (RentOptions.Trouble | KeystoreFailure | IOException e) {
            System.err.println(e.getMessage());
            return 1;
        }
    }

    private static String line(Offer offer, boolean offline) {
        return VisibleText.line(String.format(
                "%-26s %s USDC/h  %s%s  %d GiB  %s  %s%s",
                offer.id(),
                offer.askPerHour().format(6),
                offer.gpuName(),
                offer.simulated() ? " (simulated)" : "",
                offer.gpuMemory().bytes() >> 30,
                offer.rig(),
                offer.provider().brief(),
                offline ? "  offline" : ""));
    }

    private static ObjectNode json(Offer offer) {
        return JSON.createObjectNode()
                .put("id", offer.id().value())
                .put("provider", offer.provider().hex())
                .put("rig", offer.rig())
                .put("gpu", offer.gpu().uuid())
                .put("gpuName", offer.gpuName())
                .put("memoryBytes", offer.gpuMemory().bytes())
                .put("computeCapability", offer.computeCapability().orElse(""))
                .put("driver", offer.facts().driver().map(DottedVersion::text).orElse(""))
                .put("cuda", offer.facts().cuda().map(DottedVersion::text).orElse(""))
                .put("region", offer.facts().region().orElse(""))
                .put("gpusOfRig", offer.facts().gpus())
                .put("simulated", offer.simulated())
                .put("usdcPerHour", RentJson.units(offer.askPerHour().baseUnits()))
                .put("longestSeconds", offer.longest().toSeconds())
                .put("expiresAt", offer.validity().expiresAt().toString());
    }
}
