package org.headroom.engine;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.headroom.model.bidding.BidRules;
import org.headroom.model.bidding.OrderContext;
import org.headroom.model.bidding.Pricing;
import org.headroom.model.bidding.ScriptAnswer;
import org.headroom.model.gpu.GpuReading;
import org.headroom.model.money.Usdc;

/**
 * What an hour of a whole order is to bring.
 *
 * @param total empty where there is no price
 * @param how the way to it, or why there is none; empty for the plainest
 * @param unasked the program that would have to be asked for it
 */
record OrderPrice(Optional<Usdc> total, String how, Optional<String> unasked) {
    static OrderPrice of(BidCase it) {
        List<GpuReading> gpus = it.priced();
        if (gpus.isEmpty()) return new OrderPrice(Optional.empty(), "", Optional.empty());
        try {
            if (it.context().takes().isPresent()) return offered(it, gpus);
            Optional<Pricing.Script> script = gpus.stream()
                    .map(g -> it.rules().pricingOf(BidCase.id(g)))
                    .filter(Pricing.Script.class::isInstance)
                    .map(Pricing.Script.class::cast)
                    .findFirst();
            return script.isPresent() ? scripted(it, script.get(), gpus.size()) : summed(it, gpus);
        } catch (ArithmeticException e) {
            return new OrderPrice(Optional.empty(), "price out of range (maximum 1,000,000 USDC/h)", Optional.empty());
        }
    }

    private static OrderPrice summed(BidCase it, List<GpuReading> gpus) {
        Usdc sum = Usdc.ZERO;
        Set<String> ways = new LinkedHashSet<>();
        for (GpuReading gpu : gpus) {
            GpuPrice one = single(it, gpu);
            if (one.perHour().isEmpty()) return new OrderPrice(Optional.empty(), one.how(), Optional.empty());
            sum = sum.plus(one.perHour().get());
            if (!one.how().isEmpty()) ways.add(one.how());
        }
        return new OrderPrice(Optional.of(sum), words(gpus.size(), String.join("; ", ways)), Optional.empty());
    }

    private static GpuPrice single(BidCase it, GpuReading gpu) {
        String name = gpu.identity().name();
        return GpuPrice.of(
                it.rules().pricingOf(BidCase.id(gpu)),
                it.rules(),
                Optional.ofNullable(it.context().watts().get(name)),
                Optional.ofNullable(it.capacity().asks().get(name)),
                it.now());
    }

    private static String words(int gpus, String how) {
        if (gpus == 1) return how;
        return how.isEmpty() ? gpus + " GPUs" : gpus + " GPUs; " + how;
    }

    /** What was offered binds, whatever the rules say by now; a GPU that is not offered singly costs what it costs. */
    private static OrderPrice offered(BidCase it, List<GpuReading> gpus) {
        Usdc sum = Usdc.ZERO;
        for (GpuReading gpu : gpus) {
            Optional<Usdc> one = it.context().asks().stream()
                    .filter(a -> a.gpu().equals(BidCase.id(gpu)))
                    .map(OrderContext.Ask::perHour)
                    .findFirst()
                    .or(() -> single(it, gpu).perHour());
            if (one.isEmpty())
                return new OrderPrice(
                        Optional.empty(), "GPU " + gpu.identity().index() + " has no standing offer", Optional.empty());
            sum = sum.plus(one.get());
        }
        return new OrderPrice(Optional.of(sum), words(gpus.size(), "as offered"), Optional.empty());
    }

    /** The program's answer is for all GPUs together, and for none less than the floor of all of them. */
    private static OrderPrice scripted(BidCase it, Pricing.Script script, int gpus) {
        Optional<ScriptAnswer> answer =
                it.context().script().filter(a -> a.program().equals(script.program()));
        if (answer.isEmpty())
            return new OrderPrice(
                    Optional.empty(),
                    "your program " + script.program() + " has not answered",
                    Optional.of(script.program()));
        Optional<Usdc> price = answer.get().price();
        if (price.isEmpty())
            return new OrderPrice(
                    Optional.empty(),
                    "your program " + script.program() + " gave no price: "
                            + answer.get().words(),
                    Optional.empty());
        Usdc floor = floor(it.rules(), gpus);
        return price.get().compareTo(floor) < 0
                ? new OrderPrice(
                        Optional.of(floor),
                        "your floor; your program said " + price.get().asPrice(),
                        Optional.empty())
                : new OrderPrice(price, "by your program", Optional.empty());
    }

    private static Usdc floor(BidRules rules, int gpus) {
        return new Usdc(Math.multiplyExact(rules.floorPerGpuHour().baseUnits(), gpus));
    }
}
