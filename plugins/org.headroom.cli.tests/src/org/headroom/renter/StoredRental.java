package org.headroom.renter;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.headroom.model.money.Usdc;

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
}
