package org.headroom.agent;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.headroom.model.gpu.GpuReading;
import org.headroom.model.market.Order;
import org.headroom.model.money.Usdc;

/**
 * An order as a bid script is asked about it: the fields that Akash's provider gives its scripts, and beside them the order
 * in our own words. Neither the environment nor the command is told: they are the renter's.
 */
final class ScriptInput {
    private ScriptInput() {}

    /** @param gpus that the order would get */
    static byte[] of(Order order, List<GpuReading> gpus) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        var limits = order.manifest().limits();
        var wanted = order.requirements();
        ObjectNode resource = root.putArray("resources").addObject();
        resource.put("memory", limits.memory().bytes());
        resource.put("cpu", limits.cpuMillis());
        ObjectNode gpu = resource.putObject("gpu");
        gpu.put("units", gpus.size());
        ObjectNode vendors = gpu.putObject("attributes").putObject("vendor");
        gpus.stream().findFirst().ifPresent(first -> {
            ObjectNode nvidia = vendors.putObject("nvidia");
            nvidia.put("model", model(first.identity().name()));
            first.identity().memoryTotal().ifPresent(m -> nvidia.put("ram", (m.bytes() + (1L << 29) >> 30) + "Gi"));
        });
        resource.putArray("storage")
                .addObject()
                .put("class", "ephemeral")
                .put("size", wanted.disk().bytes());
        resource.put("count", 1).put("endpoint_quantity", 0).put("ip_lease_quantity", 0);
        root.putObject("price").put("denom", "usdc").put("amount", amount(order.ceilingPerHour()));
        root.put("price_precision", Usdc.DECIMALS);
        root.set("order", ours(order, gpus));
        return root.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static ObjectNode ours(Order order, List<GpuReading> gpus) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        var wanted = order.requirements();
        node.put("id", order.id().value());
        node.put("renter", order.renter().hex());
        node.put("image", order.manifest().image());
        node.put("ceilingPerHour", amount(order.ceilingPerHour()));
        node.put("durationSeconds", order.duration().toSeconds());
        node.put("wholeRig", wanted.wholeRig());
        wanted.model().ifPresent(m -> node.put("model", m));
        node.put("network", wanted.network());
        node.put("verification", wanted.verification());
        node.put("tee", wanted.tee());
        var regions = node.putArray("regions");
        wanted.regions().forEach(regions::add);
        node.put("expiresAt", order.validity().expiresAt().toString());
        var ids = node.putArray("gpus");
        for (GpuReading gpu : gpus)
            ids.addObject()
                    .put("id", gpu.identity().id().uuid())
                    .put("index", gpu.identity().index())
                    .put("name", gpu.identity().name());
        return node;
    }

    private static String amount(Usdc usdc) {
        return usdc.format(Usdc.DECIMALS);
    }

    /** As Akash writes models: {@code rtx4090} for {@code NVIDIA GeForce RTX 4090}. */
    static String model(String name) {
        return name.toLowerCase(Locale.ROOT)
                .replaceAll("\\b(nvidia|geforce|graphics|gpu)\\b", "")
                .replaceAll("[^a-z0-9]", "");
    }
}
