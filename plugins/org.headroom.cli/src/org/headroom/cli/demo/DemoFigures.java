package org.headroom.cli.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.headroom.agent.Rig;
import org.headroom.market.MarketCodec;
import org.headroom.model.gpu.GpuReading;
import org.headroom.model.lease.LeaseEvent;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.market.Receipt;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.PaymentFailure;
import org.headroom.model.payment.StreamRef;
import org.headroom.model.payment.StreamState;
import org.headroom.model.payment.Withdrawal;
import org.headroom.model.signing.TypedData;
import org.headroom.renter.Rental;
import org.headroom.renter.RentalRecord.Step;
import org.headroom.wallet.FlowPaymentRail;
import org.headroom.wallet.TypedDataJson;

/** The demo's lease as one JSON object. Amounts are USDC base units as text; times are milliseconds. */
final class DemoFigures {
    private final DemoStage stage;
    private final Rig rig;
    private final Rental rental;
    private final LeaseState.Paid lease;
    private final List<LeaseEvent> events;
    private final ObjectNode root = new ObjectMapper().createObjectNode();

    DemoFigures(DemoStage stage, Rig rig, Rental rental, LeaseState.Paid lease) {
        this.stage = stage;
        this.rig = rig;
        this.rental = rental;
        this.lease = lease;
        this.events = rig.journal().orElseThrow().replay().stream()
                .filter(e -> e.lease().equals(lease.id()))
                .toList();
    }

    ObjectNode json() throws PaymentFailure {
        var bid = lease.terms().bid();
        root.putObject("gpu")
                .put("uuid", bid.gpus().getFirst().id().uuid())
                .put("name", gpuName())
                .put("simulated", bid.simulated());
        root.putObject("broker")
                .put("kind", "artemis")
                .put("url", stage.broker().url());
        root.putObject("order").put("id", lease.terms().order().id().value());
        root.putObject("bid").put("id", bid.id().value()).put("usdcPerHour", units(bid.perHour()));
        root.putObject("lease")
                .put("id", lease.id().value())
                .put("state", "paid")
                // Whether no block that paid can be replaced any more.
                .put("final", lease.funding().allFinal());
        StreamState stream = lease.funding().stream();
        stream(stream);
        root.putObject("container")
                .put("engine", lease.container().engine())
                .put("engineVersion", lease.container().engineVersion())
                .put("id", lease.container().id())
                .put("imageDigest", lease.container().imageDigest())
                .put("exitCode", lease.result().exitCode());
        receipt();
        money(stream.ref());
        milliseconds();
        return root;
    }

    private String gpuName() {
        return rig.gpus().gpus().stream()
                .map(GpuReading::identity)
                .filter(g -> g.id().equals(lease.terms().bid().gpus().getFirst().id()))
                .map(g -> g.name())
                .findFirst()
                .orElse(lease.terms().bid().gpuNames());
    }

    private void stream(StreamState stream) {
        StreamRef ref = stream.ref();
        root.putObject("stream")
                .put("chainId", ref.chainId())
                .put("rpc", stage.chain().rpc().toString())
                .put("contract", ref.contract().hex())
                .put("token", ref.token().hex())
                .put("id", ref.id().toString())
                .put("ratePerSecond", stream.rate().ud21x18().toString())
                .put("sender", stream.sender().hex())
                .put("recipient", stream.recipient().hex());
    }

    private void receipt() {
        Receipt r = lease.receipt().message().receipt();
        TypedData typed =
                new MarketCodec(r.stream().chainId()).layout(lease.receipt().message());
        ObjectNode receipt = root.putObject("receipt");
        receipt.put("number", r.number())
                .put("lease", r.lease().value())
                .put("outcome", r.outcome().name())
                .put("exitCode", r.exitCode())
                .put("startedAt", r.startedAt().toString())
                .put("endedAt", r.endedAt().toString())
                .put("imageDigest", r.imageDigest())
                .put("artefactsDigest", r.artefactsDigest().hex())
                .put("amountDue", units(r.amountDue()));
        r.energy()
                .ifPresentOrElse(
                        e -> receipt.put("energyMillijoules", Long.toString(e.millijoules())),
                        () -> receipt.putNull("energyMillijoules"));
        receipt.put("hash", lease.hash().hex())
                .put("signature", lease.receipt().signature().hex())
                .put("signer", r.provider().hex());
        receipt.set("typedData", TypedDataJson.tree(typed));
    }

    private void money(StreamRef ref) throws PaymentFailure {
        try (FlowPaymentRail rail = stage.rail()) {
            StreamState now = rail.verify(ref, lease.funding().stream().block());
            Usdc balance = rail.balance(now.recipient()).usdc();
            long gas = lease.funding().withdrawals().stream()
                    .mapToLong(Withdrawal::gasUsed)
                    .sum();
            root.putObject("money")
                    .put("streamed", units(now.withdrawn().plus(now.due(now.readAt()))))
                    .put("withdrawn", units(lease.withdrawn()))
                    .put("returned", units(lease.funding().returned()))
                    .put("gasUsed", Long.toString(gas))
                    .put("balanceAfter", units(balance));
        }
    }

    private void milliseconds() {
        Instant ordered = rental.record().at(Step.ORDERED).orElseThrow();
        Instant bid = at(LeaseEvent.BidMade.class::isInstance);
        Instant stream = at(LeaseEvent.StreamVerified.class::isInstance);
        Instant started = lease.result().startedAt();
        Instant ended = lease.result().endedAt();
        Instant receipt = at(LeaseEvent.ReceiptSigned.class::isInstance);
        Instant paid = last(LeaseEvent.MoneyWithdrawn.class::isInstance);
        root.putObject("ms")
                .put("orderToBid", between(ordered, bid))
                .put("bidToStream", between(bid, stream))
                .put("streamToRunning", between(stream, started))
                .put("running", between(started, ended))
                .put("exitToReceipt", between(ended, receipt))
                .put("receiptToPaid", between(receipt, paid))
                .put("total", between(ordered, paid));
    }

    private Instant at(Predicate<LeaseEvent> kind) {
        return events.stream().filter(kind).findFirst().orElseThrow().at();
    }

    private Instant last(Predicate<LeaseEvent> kind) {
        return events.reversed().stream().filter(kind).findFirst().orElseThrow().at();
    }

    private static long between(Instant from, Instant to) {
        return Duration.between(from, to).toMillis();
    }

    private static String units(Usdc amount) {
        return Long.toString(amount.baseUnits());
    }
}
