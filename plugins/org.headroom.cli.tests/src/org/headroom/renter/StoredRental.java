package org.headroom.renter;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.headroom.model.market.Bid;
import org.headroom.model.market.LeasedGpu;
import org.headroom.model.market.OrderId;
import org.headroom.model.market.Receipt;
import org.headroom.model.market.ReceiptMessage;
import org.headroom.model.market.Signed;
import org.headroom.model.money.Hash32;
import org.headroom.model.money.RatePerSecond;
import org.headroom.model.money.Usdc;
import org.headroom.model.signing.Signature;

/** Puts a rental into a renter's directory, as a command before may have left it. */
public final class StoredRental {
    private StoredRental() {}

    public static void write(Path home, RentalRecord record) {
        new RentalFiles(home).write(record);
    }

    /** As it is when it was settled in a block that is not final. */
    public static RentalRecord settled(RentalRecord record, Usdc refunded, Usdc spent) {
        Closing why = new Closing(Closing.Ending.SILENT, "The provider fell silent.");
        return record.change()
                .phase(RentalRecord.Phase.CLOSED)
                .closing(why)
                .settled(new RentalRecord.Settled(refunded, spent))
                .provisional(Optional.of(new RentalRecord.Provisional(why, new StreamFunding.Mark(7, "0x7"))))
                .step(RentalRecord.Step.CLOSED, Instant.parse("2026-05-01T10:00:00Z"))
                .done();
    }

    /** With the provider's receipt for a second of the job. */
    public static RentalRecord receipted(RentalRecord record) {
        Bid bid = record.taken().orElseThrow().message();
        OpenedStream stream = record.stream().orElseThrow();
        RatePerSecond rate = RatePerSecond.ofHourly(bid.perHour());
        Receipt receipt = new Receipt(
                1,
                record.lease().orElseThrow(),
                record.id(),
                bid.id(),
                bid.provider(),
                bid.renter(),
                bid.gpus().stream().map(LeasedGpu::id).toList(),
                true,
                "sha256:" + "0".repeat(64),
                Hash32.ZERO,
                stream.at(),
                stream.at().plusSeconds(1),
                0,
                Receipt.Outcome.COMPLETED,
                Optional.empty(),
                stream.ref(),
                rate,
                rate.streamed(Duration.ofSeconds(1)));
        return record.change()
                .receipt(new Signed<>(ReceiptMessage.of(receipt), new Signature("0x" + "11".repeat(65))))
                .done();
    }

    /** Its bid, the provider's words and the job's output are a stranger's, and it is over. */
    public static void makeHostile(Path home, OrderId order, String text) {
        RentalFiles files = new RentalFiles(home);
        RentalRecord record = files.find(order).orElseThrow();
        Bid bid = record.taken().orElseThrow().message();
        Bid named = new Bid(
                bid.id(),
                bid.order(),
                bid.renter(),
                bid.provider(),
                List.of(new LeasedGpu(
                        bid.gpus().getFirst().id(),
                        "NVIDIA " + text,
                        bid.gpus().getFirst().memory())),
                bid.simulated(),
                bid.perHour(),
                bid.sealingKey(),
                bid.payment(),
                bid.validity());
        Signed<Bid> signed = new Signed<>(named, record.taken().orElseThrow().signature());
        files.appendOutput(order, 0, text + "\r\nend\n");
        RentalRecord hostile = receipted(record)
                .change()
                .bid(signed)
                .taken(signed)
                .phase(RentalRecord.Phase.CLOSED)
                .closing(new Closing(Closing.Ending.REFUSED, "The provider did not take the job: " + text))
                .settled(new RentalRecord.Settled(Usdc.parse("0.3"), Usdc.parse("0.1")))
                .step(RentalRecord.Step.CLOSED, Instant.parse("2026-05-01T10:00:00Z"))
                .done();
        files.write(hostile);
    }
}
