package org.headroom.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.headroom.model.VisibleText;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.market.Receipt;
import org.headroom.renter.RentalRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** A lease's receipt. */
@Command(
        name = "receipt",
        description = "Prints a lease's receipt; with --json in the form that any Ethereum wallet can check.")
final class RentReceipt implements Callable<Integer> {
    @Mixin
    private RentOptions options = new RentOptions();

    @Parameters(paramLabel = "LEASE", description = "The lease's or the order's id, or its beginning.")
    private String id = "";

    @Override
    public Integer call() {
        try {
            RentalRecord record = options.rental(id);
            if (record.receipt().isEmpty())
                throw new RentOptions.Trouble(RentTalk.ofMoney(
                        record,
                        "There is no receipt for " + id + ". "
                                + record.closing().map(c -> c.words()).orElse("The lease goes on.")));
            var signed = record.receipt().get();
            if (options.json) RentJson.print(RentJson.receipt(signed));
            else print(signed.message().receipt(), record, options);
            return 0;
        } catch (RentOptions.Trouble e) {
            System.err.println(VisibleText.line(String.valueOf(e.getMessage())));
            return 1;
        }
    }

    private static void print(Receipt r, RentalRecord record, RentOptions options) {
        line("receipt", r.number() + " of " + r.provider());
        line("lease", r.lease());
        line(
                "GPU",
                r.gpus().stream().map(GpuId::uuid).collect(Collectors.joining(", "))
                        + (r.simulated() ? " (simulated)" : ""));
        line("image", r.imageDigest());
        line("artefacts", r.artefactsDigest());
        line("ran", r.startedAt() + " to " + r.endedAt() + " (" + r.ran().toSeconds() + " s)");
        line("outcome", r.outcome() + ", exit code " + r.exitCode());
        line("energy", r.energy().map(e -> e.millijoules() / 1000 + " J").orElse("not counted"));
        line("stream", r.stream().id() + " on chain " + r.stream().chainId());
        line("asks for", r.amountDue());
        if (RentTalk.isPaidOn(record))
            line(
                    "still pays",
                    "until its stream is ended, at most the deposit of "
                            + record.stream().orElseThrow().deposit().format(6) + " USDC: "
                            + RentFollow.command(record, options) + " ends it");
        record.settled().ifPresent(s -> {
            line("provider", s.received(Optional.of(r)).words("gets"));
            line("came back", s.refunded() + (record.awaitsFinality() ? ", not final" : ""));
            line(
                    "as of",
                    record.at(RentalRecord.Step.CLOSED).map(Object::toString).orElse("")
                            + ", when it was settled; what the provider's withdrawal returns later is not counted");
        });
    }

    private static void line(String name, Object value) {
        System.out.println(VisibleText.line(String.format("%-10s %s", name, value)));
    }
}
