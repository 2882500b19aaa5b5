package org.headroom.cli;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.headroom.market.jobfile.JobFileReading;
import org.headroom.market.jobfile.JobService;
import org.headroom.market.jobfile.JobService.GpuModel;
import org.headroom.model.money.Usdc;
import org.headroom.model.units.ByteCount;

/**
 * One service of a job file, as far as an order can ask for it, and in plain words what an order cannot carry.
 *
 * @param command the whole of it; empty to keep the image's own
 * @param gpus at least one: an order is for a GPU
 * @param gpuModel a part of the GPU's name; empty for any
 * @param ceiling the most to pay per hour, where the file names a price in USDC
 * @param price the file's own price, to be shown where it is none in USDC
 * @param notes what of the file an order cannot carry, or means otherwise: a sentence each
 */
record RentFile(
        String image,
        List<String> command,
        Map<String, String> environment,
        int cpuMillis,
        ByteCount memory,
        int gpus,
        Optional<String> gpuModel,
        ByteCount gpuMemory,
        Optional<Usdc> ceiling,
        Optional<JobService.Price> price,
        List<String> notes) {
    /** USDC on Akash, in millionths for each block. */
    static final String AKASH_USDC = "ibc/170C677610AC31DF0904FFE09CD3B5C657492170E7E52372E48756B71E56F2F1";
    /** Akash's blocks take 6.1 s; a few less are counted, for a ceiling must not creep up. */
    static final int BLOCKS_PER_HOUR = 590;
    /** Cards report up to 7 % less than they are sold with: error correction and the firmware take their part. */
    private static final int REPORTED_PERCENT = 93;

    private static final int MOST_GPUS = 64;

    RentFile {
        command = List.copyOf(command);
        notes = List.copyOf(notes);
    }

    /**
     * @param name the service that is meant; may only be missing where the file has one
     * @param commandSaid the person says the whole command, so the file's does not matter
     * @throws IllegalArgumentException when it cannot be told which service is meant, or no order can mean what it means
     */
    static RentFile of(JobFileReading reading, Optional<String> name, boolean commandSaid) {
        List<String> names =
                reading.services().stream().map(JobService::name).distinct().toList();
        if (name.isEmpty() && names.size() > 1)
            throw new IllegalArgumentException("the file has " + names.size()
                    + " services, and an order is for one: say --service with one of " + String.join(", ", names));
        List<JobService> meant = reading.services().stream()
                .filter(s -> name.isEmpty() || s.name().equals(name.get()))
                .toList();
        if (meant.isEmpty())
            throw new IllegalArgumentException(
                    "the file has no service " + name.orElse("") + ": it has " + String.join(", ", names));
        List<String> notes = new ArrayList<>();
        if (names.size() > 1)
            notes.add("the file's other services are not ordered; they and this one will not reach each other");
        if (meant.size() > 1)
            notes.add("the file places the service " + meant.size() + " times; this orders it once, as the first says");
        return of(meant.getFirst(), notes, commandSaid);
    }

    private static RentFile of(JobService s, List<String> notes, boolean commandSaid) {
        if (s.count() > 1) notes.add("the file wants " + s.count() + " copies; this orders one");
        if (s.command().isEmpty() && !s.arguments().isEmpty() && !commandSaid)
            throw new IllegalArgumentException(
                    "the service " + s.name() + " keeps its image's own program and sets only the arguments "
                            + brief(String.join(" ", s.arguments()))
                            + "; an order sets the whole command. Say it after --, program first");
        List<String> command = new ArrayList<>(s.command());
        command.addAll(s.arguments());
        ports(s, notes);
        storage(s, notes);
        Optional<Usdc> ceiling = s.price().flatMap(RentFile::perHour);
        ceiling.ifPresent(c -> notes.add("the file's price for each block of Akash's chain is taken as "
                + c.format(Usdc.DECIMALS) + " USDC per hour at the most"));
        return new RentFile(
                s.image(),
                command,
                environment(s),
                (int) Math.min(Integer.MAX_VALUE, s.cpuMillis()),
                new ByteCount(s.memoryBytes()),
                gpus(s.gpu(), notes),
                model(s.gpu().models(), notes),
                gpuMemory(s.gpu().models()),
                ceiling,
                s.price(),
                notes);
    }

    private static void ports(JobService s, List<String> notes) {
        if (s.exposures().isEmpty()) return;
        String ports = s.exposures().stream()
                .map(e -> e.port() + (e.protocol().equals("UDP") ? "/udp" : ""))
                .distinct()
                .limit(8)
                .collect(Collectors.joining(", "));
        notes.add("nobody reaches the ports of a job: " + ports);
    }

    private static void storage(JobService s, List<String> notes) {
        for (JobService.Volume v : s.storage()) {
            String what = "the volume " + v.name() + " of " + OrderCheckReport.size(v.sizeBytes())
                    + v.mount().map(m -> " at " + brief(m)).orElse("");
            if (v.persistent()) notes.add(what + " is not kept: only /artefacts is kept after the job");
            else if (v.mount().isPresent()) notes.add(what + " is not mounted");
        }
    }

    private static int gpus(JobService.GpuNeed need, List<String> notes) {
        if (need.units() > MOST_GPUS)
            throw new IllegalArgumentException(
                    "the file asks for " + need.units() + " GPUs, and an order is for " + MOST_GPUS + " at the most");
        if (need.units() == 0) notes.add("the file asks for no GPU; this orders one, as every order does");
        return Math.max(1, (int) need.units());
    }

    /** An order names one model: the file's first. */
    private static Optional<String> model(List<GpuModel> models, List<String> notes) {
        if (models.isEmpty()) return Optional.empty();
        GpuModel first = models.getFirst();
        Optional<String> part = RentGpuNames.part(first.model());
        if (models.size() > 1)
            notes.add("of the GPU models "
                    + models.stream().map(GpuModel::model).distinct().limit(8).collect(Collectors.joining(", "))
                    + ", an order names one: "
                    + part.orElse("any") + ". Say --gpu-model for another");
        first.interfaceName().ifPresent(i -> notes.add("an order does not say how a GPU is connected (" + i + ")"));
        return part;
    }

    private static ByteCount gpuMemory(List<GpuModel> models) {
        if (models.isEmpty()) return new ByteCount(0);
        String ram = models.getFirst().ram().orElse("0Gi");
        long gibibytes = Long.parseLong(ram.substring(0, ram.length() - 2));
        return new ByteCount(gibibytes * ((1L << 30) / 100 * REPORTED_PERCENT));
    }

    /** A name without a value has an empty one; of two alike the last holds. */
    private static Map<String, String> environment(JobService s) {
        Map<String, String> variables = new LinkedHashMap<>();
        for (String variable : s.environment()) {
            int equals = variable.indexOf('=');
            if (equals < 0) variables.put(variable, "");
            else variables.put(variable.substring(0, equals), variable.substring(equals + 1));
        }
        return variables;
    }

    /** Only what is USDC already is converted, and rounded down; any other currency's rate is not ours to guess. */
    private static Optional<Usdc> perHour(JobService.Price price) {
        if (!price.denomination().equalsIgnoreCase(AKASH_USDC)) return Optional.empty();
        BigInteger millionths = new BigDecimal(price.amount())
                .multiply(BigDecimal.valueOf(BLOCKS_PER_HOUR))
                .setScale(0, RoundingMode.DOWN)
                .toBigInteger();
        boolean sensible = millionths.signum() > 0 && millionths.bitLength() < Long.SIZE;
        return sensible ? Optional.of(Usdc.ofBaseUnits(millionths)) : Optional.empty();
    }

    private static String brief(String text) {
        String line = text.replaceAll("[\\p{Cntrl}\\p{Cf}]+", " ");
        return "\"" + (line.length() <= 60 ? line : line.substring(0, 57) + "...") + "\"";
    }
}
