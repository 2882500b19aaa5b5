package org.headroom.cli;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.headroom.market.imports.JobFileReader;
import org.headroom.market.jobfile.JobFileError;
import org.headroom.market.jobfile.JobFileReading;
import org.headroom.market.jobfile.JobFileWarning;
import org.headroom.model.VisibleText;
import org.headroom.model.market.BidId;
import org.headroom.model.market.LeaseUpdate;
import org.headroom.model.market.Limits;
import org.headroom.model.market.Manifest;
import org.headroom.model.market.Offer;
import org.headroom.model.market.OfferId;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.PaymentFailure;
import org.headroom.model.units.ByteCount;
import org.headroom.renter.OrderRequest;
import org.headroom.renter.OrderRequest.Choosing;
import org.headroom.renter.OrderSecrets;
import org.headroom.renter.Rental;
import org.headroom.renter.RentalRecord;
import org.headroom.renter.RenterPolicy;
import org.headroom.wallet.KeystoreFailure;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Posts an order and sees it off. */
@Command(name = "order", description = "Posts an order, takes a bid, pays for it by the second and starts the job.")
final class RentOrder implements Callable<Integer> {
    @Mixin
    private RentAccess options = new RentAccess();

    @Option(names = "--image", description = "What to run: NAME@sha256:DIGEST, or what a rig offers of its own images.")
    private Optional<String> image = Optional.empty();

    @Parameters(paramLabel = "COMMAND", description = "The command and its words, after --.")
    private List<String> command = new ArrayList<>();

    @Option(names = "--command", paramLabel = "WORD", description = "An argument of the command; repeat for each.")
    private List<String> words = new ArrayList<>();

    @Option(
            names = "--env",
            paramLabel = "NAME=VALUE",
            description = "A variable of the job's environment. No secrets: others read it (see --secret).")
    private Map<String, String> environment = new LinkedHashMap<>();

    @Option(
            names = "--manifest",
            paramLabel = "FILE",
            description = "JSON with image, command and environment. Other options take precedence over it.")
    private Optional<Path> manifest = Optional.empty();

    @Mixin
    private RentNeeds needs = new RentNeeds();

    @Mixin
    private RentSecrets secrets = new RentSecrets();

    @Option(
            names = "--file",
            paramLabel = "FILE",
            description = "A job file: Akash SDL or Docker Compose. Other options take precedence over it.")
    private Optional<Path> file = Optional.empty();

    @Option(names = "--service", paramLabel = "NAME", description = "Which of the file's services to order.")
    private Optional<String> service = Optional.empty();

    @Option(
            names = "--offer",
            paramLabel = "ID",
            description = "Takes this standing offer: no other provider is asked, and its price holds.")
    private Optional<String> offer = Optional.empty();

    @Option(
            names = "--memory",
            converter = RentQuantities.ToMemory.class,
            description = "The job's memory (default: the file's, or 1g).")
    private Optional<ByteCount> memory = Optional.empty();

    @Option(names = "--cpus", description = "The job's processor cores, such as 0.5 (default: the file's, or 1).")
    private Optional<Double> cpus = Optional.empty();

    @Option(
            names = "--processes",
            defaultValue = "256",
            description = "The job's processes and threads (default: ${DEFAULT-VALUE}).")
    private int processes = 256;

    @Option(
            names = "--max-price",
            paramLabel = "USDC/h",
            converter = RentQuantities.ToUsdc.class,
            description =
                    "The most to pay per hour for all GPUs together, such as 0.40. May only be missing where an --offer"
                            + " has a price, or a --file says one in USDC.")
    private Optional<Usdc> maxPrice = Optional.empty();

    @Option(
            names = "--duration",
            converter = RentQuantities.ToDuration.class,
            defaultValue = "1h",
            description = "How long the job may run, such as 90s or 2h (default: ${DEFAULT-VALUE}).")
    private Duration duration = Duration.ofHours(1);

    @Option(
            names = "--open",
            converter = RentQuantities.ToDuration.class,
            defaultValue = "2m",
            description = "How long to wait for bids (default: ${DEFAULT-VALUE}).")
    private Duration open = Duration.ofMinutes(2);

    @Option(
            names = "--choose",
            paramLabel = "auto|ask|BID",
            defaultValue = "auto",
            description = "auto takes the cheapest bid that fits, ask leaves it to you (default: ${DEFAULT-VALUE}).")
    private String choose = "auto";

    @Option(names = "--wait", description = "Stays until the job is over and the rest of the deposit is back.")
    private boolean wait;

    @Option(names = "--yes", description = "Agrees to the deposit without being asked.")
    private boolean yes;

    @Override
    public Integer call() throws Exception {
        Optional<OrderRequest> toAll = Optional.empty();
        try {
            // Before anyone is asked for a passphrase: what is wrong with the words shows without a market.
            if (offer.isEmpty()) toAll = Optional.of(request(Optional.empty(), Optional.empty()));
            else needs.requirements(Optional.empty());
        } catch (IllegalArgumentException e) {
            System.err.println("The order cannot be: " + e.getMessage());
            return 2;
        }
        if (!yes && terminal().isEmpty()) {
            System.err.println("There is no terminal to ask you whether the price is right: say --yes to agree to it.");
            return 2;
        }
        if ("ask".equals(choose) && terminal().isEmpty()) {
            System.err.println(
                    "There is no terminal to ask you which bid to take: use --choose auto, which takes the cheapest"
                            + " bid that fits, or run the command in a terminal. Nothing was ordered.");
            return 2;
        }
        RentTalk talk = new RentTalk(options.json);
        try (RentConnection connection = RentConnection.open(options, talk, "Nothing was ordered or paid")) {
            connection.requireMarket();
            OrderRequest request = toAll.isPresent() ? toAll.get() : takingTheOffer(connection);
            if (!agreed(connection, request)) return 1;
            Rental rental = connection.renter().place(request);
            if (request.choosing() == Choosing.PERSON && request.wanted().isEmpty()) ask(connection, talk, rental);
            return see(rental, talk);
        } catch (IllegalArgumentException e) {
            System.err.println("The order cannot be: " + e.getMessage());
            return 2;
        } catch (PaymentFailure e) {
            System.err.println(e.getMessage() + " Nothing was ordered or paid.");
            return 1;
        } catch (RentOptions.Trouble | KeystoreFailure e) {
            System.err.println(e.getMessage());
            return 1;
        } catch (IOException e) {
            System.err.println(Main.firstLine(e));
            return 1;
        }
    }

    private static Optional<Console> terminal() {
        return Optional.ofNullable(System.console());
    }

    private OrderRequest takingTheOffer(RentConnection connection)
            throws IOException, InterruptedException, RentOptions.Trouble {
        Offer taken = connection.offer(new OfferId(offer.orElseThrow()));
        int gpus = needs.requirements(fromFile()).gpus();
        Usdc price = new Usdc(Math.multiplyExact(taken.askPerHour().baseUnits(), gpus));
        if (maxPrice.filter(most -> most.compareTo(price) < 0).isPresent())
            throw new RentOptions.Trouble(
                    "The offer asks " + price.format(6) + " USDC/h, more than --max-price; nothing was" + " ordered.");
        return request(
                Optional.of(maxPrice.orElse(price)),
                Optional.of(new OrderRequest.TakenOffer(taken.provider(), taken.id())));
    }

    private OrderRequest request(Optional<Usdc> ceiling, Optional<OrderRequest.TakenOffer> takes) throws IOException {
        boolean auto = "auto".equals(choose);
        Optional<BidId> wanted = auto || "ask".equals(choose) ? Optional.empty() : Optional.of(new BidId(choose));
        OrderSecrets values = secrets.values();
        Optional<RentFile> from = fromFile();
        return new OrderRequest(
                needs.requirements(from),
                manifest(from, values.values().keySet()),
                ceiling.orElseGet(() -> ceiling(from)),
                duration,
                open,
                auto ? Choosing.CHEAPEST : Choosing.PERSON,
                wanted,
                takes,
                needs.start(),
                values);
    }

    /** The file's service; what of it an order cannot carry is said before anything is sent. */
    private Optional<RentFile> fromFile() throws IOException {
        if (file.isEmpty()) {
            if (service.isPresent()) throw new IllegalArgumentException("--service names a service of a --file");
            return Optional.empty();
        }
        if (manifest.isPresent())
            throw new IllegalArgumentException("say --file or --manifest, not both: each says what to run");
        JobFileReading reading = JobFileReader.read(file.get());
        for (JobFileWarning w : reading.warnings())
            System.err.println(VisibleText.line(file.get() + ":" + w.line() + ": " + w.message()));
        if (reading.error().isPresent()) {
            JobFileError e = reading.error().get();
            throw new IllegalArgumentException(
                    VisibleText.line(file.get() + ":" + e.line() + ":" + e.column() + ": " + e.message()));
        }
        RentFile from = RentFile.of(reading, service, !words.isEmpty() || !command.isEmpty());
        for (String note : from.notes()) System.err.println(VisibleText.line("Note: " + note + "."));
        return Optional.of(from);
    }

    private Usdc ceiling(Optional<RentFile> from) {
        return maxPrice.or(() -> from.flatMap(RentFile::ceiling))
                .orElseThrow(() -> new IllegalArgumentException("say the most to pay per hour in USDC: --max-price"
                        + from.flatMap(RentFile::price)
                                .map(p -> " (the file's " + p.amount() + " " + p.denomination()
                                        + " are for each block of Akash's chain, and no rate to USDC is known)")
                                .orElse("")));
    }

    private Manifest manifest(Optional<RentFile> from, Set<String> secretNames) throws IOException {
        int cpuMillis = cpus.map(c -> (int) Math.round(c * 1000))
                .or(() -> from.map(RentFile::cpuMillis))
                .orElse(1000);
        ByteCount most = memory.or(() -> from.map(RentFile::memory)).orElse(new ByteCount(1L << 30));
        Limits limits = new Limits(cpuMillis, most, processes, duration);
        List<String> run = new ArrayList<>(words);
        run.addAll(command);
        Map<String, String> variables = new LinkedHashMap<>();
        Optional<String> what = image.or(() -> from.map(RentFile::image));
        if (run.isEmpty()) from.ifPresent(f -> run.addAll(f.command()));
        from.ifPresent(f -> variables.putAll(f.environment()));
        if (manifest.isPresent()) {
            JsonNode json = json(manifest.get());
            if (what.isEmpty() && json.path("image").isTextual())
                what = Optional.of(json.path("image").asText());
            if (run.isEmpty()) json.path("command").forEach(w -> run.add(w.asText()));
            json.path("environment")
                    .properties()
                    .forEach(e -> variables.put(e.getKey(), e.getValue().asText()));
        }
        for (String name : environment.keySet())
            if (secretNames.contains(name))
                throw new IllegalArgumentException(
                        name + " is a secret and given with --env, too: leave one of them out");
        variables.putAll(environment);
        String runs =
                what.orElseThrow(() -> new IllegalArgumentException("say what to run: --image, --file or --manifest"));
        RentImage.note(runs).ifPresent(note -> System.err.println(VisibleText.line("Note: " + note + ".")));
        // What is sealed is not told openly as well.
        variables.keySet().removeAll(secretNames);
        return new Manifest(runs, run, variables, List.copyOf(secretNames), limits);
    }

    private static JsonNode json(Path file) throws IOException {
        try {
            return new ObjectMapper().readTree(Files.readAllBytes(file));
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            String where = at == null ? "" : ":" + at.getLineNr() + ":" + at.getColumnNr();
            // Where a part begins is given by a second line and column, which name no file.
            String what = e.getOriginalMessage().replaceAll("\\s*\\(start marker.*", "");
            throw new IllegalArgumentException(VisibleText.line(
                    file + where + ": " + what.lines().findFirst().orElse("this is no JSON")));
        }
    }

    private boolean agreed(RentConnection connection, OrderRequest request) throws PaymentFailure, RentOptions.Trouble {
        Usdc deposit = RenterPolicy.STANDARD.mostFor(request);
        Usdc held = connection.balance().usdc();
        System.err.printf(
                "At most %s USDC/h for %d s: a deposit of up to %s USDC (you hold %s). You pay for the seconds that the lease"
                        + " lasts; the rest comes back.%n",
                request.ceilingPerHour().format(6), request.duration().toSeconds(), deposit.format(6), held.format(6));
        if (held.compareTo(deposit) < 0)
            throw new RentOptions.Trouble("Your wallet holds " + held.format(6) + " USDC, and the deposit may be "
                    + deposit.format(6) + ". Nothing was ordered: send USDC to it, or ask for less.");
        if (yes) return true;
        String answer = terminal().map(c -> c.readLine("Order? [y/N] ")).orElse("");
        if (answer.strip().toLowerCase(java.util.Locale.ROOT).startsWith("y")) return true;
        System.err.println("Nothing was ordered.");
        return false;
    }

    private void ask(RentConnection connection, RentTalk talk, Rental rental) throws InterruptedException {
        talk.firstBid().await();
        while (rental.record().open() && rental.record().taken().isEmpty()) {
            String answer = terminal()
                    .map(c -> c.readLine("Which bid? (its id, or nothing to call the order off) "))
                    .orElse("")
                    .strip();
            if (answer.isEmpty()) {
                connection.renter().cancel(rental.id());
                return;
            }
            var bid = rental.record().bids().stream()
                    .filter(b -> b.message().id().value().startsWith(answer))
                    .findFirst();
            if (bid.isPresent()) {
                connection.renter().choose(rental.id(), bid.get().message().id());
                return;
            }
            System.err.println("There is no such bid.");
        }
    }

    private int see(Rental rental, RentTalk talk) throws InterruptedException {
        if (wait) RentFollow.awaitEnd(rental);
        else talk.running().await();
        // A stream that pays for nothing is not left to the next command.
        if (!runs(rental.record())) rental.await(RenterPolicy.STANDARD.receiptWithin());
        RentalRecord record = rental.record();
        if (options.json) RentJson.print(RentJson.rental(record));
        else goesOn(record, options).ifPresent(System.err::println);
        return record.open() && !runs(record) ? 1 : RentFollow.exitCode(record);
    }

    private static boolean runs(RentalRecord record) {
        return record.phase() == RentalRecord.Phase.LEASED
                && record.told()
                        .filter(t -> t.phase() == LeaseUpdate.Phase.RUNNING)
                        .isPresent();
    }

    /** What is still to be done for a rental that this command leaves; empty where it is over. */
    static Optional<String> goesOn(RentalRecord record, RentOptions options) {
        if (!record.open()) return Optional.empty();
        String follow = RentFollow.command(record, options);
        return Optional.of(
                runs(record)
                        ? "The job runs. " + follow
                                + " stays with it to its end and takes the rest of the deposit back."
                        : "The job does not run, and its payment stream is not ended yet: " + follow
                                + " ends it and takes the rest of the deposit back.");
    }
}
