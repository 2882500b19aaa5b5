package org.headroom.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

class ReceiptNumbersProperties {
    /** What an owner and a disk do to a rig's home between two starts. */
    enum Deed {
        GIVE,
        GIVE_TWO,
        BACK_UP,
        RESTORE,
        LOSE_LEDGER,
        EMPTY_LEDGER,
        LOSE_MARK,
        SPOIL_MARK
    }

    @Property(tries = 20)
    void noNumberIsGivenTwiceWhateverIsLostOrRestored(@ForAll @Size(min = 4, max = 14) List<Deed> deeds)
            throws IOException {
        Path home = Files.createTempDirectory("headroom-numbers");
        try {
            Run run = new Run(home);
            for (Deed deed : deeds) run.does(deed);
            run.does(Deed.GIVE);
        } finally {
            try (Stream<Path> files = Files.walk(home)) {
                for (Path each : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(each);
            }
        }
    }

    private static final class Run {
        private final Path home;
        private final Path ledger;
        private final Path mark;
        private final Path backup;
        private final Set<Long> given = new HashSet<>();
        private Instant now = Instant.parse("2026-11-30T12:00:00Z");
        private int lease;

        Run(Path home) throws IOException {
            this.home = Files.createDirectory(home.resolve("rig"));
            this.ledger = this.home.resolve("ledger.db");
            this.mark = this.home.resolve("numbers-of-ledger.db");
            this.backup = home.resolve("backup.db");
            // A rig with a job behind it.
            Files.createDirectories(this.home.resolve("leases/bid-00000001"));
            Ledger.open(ledger).close();
        }

        void does(Deed deed) throws IOException {
            now = now.plus(Duration.ofMinutes(1));
            switch (deed) {
                case GIVE -> give(1);
                case GIVE_TWO -> give(2);
                case BACK_UP -> {
                    Files.deleteIfExists(backup);
                    try (Ledger open = open()) {
                        open.backup().writeTo(backup);
                    }
                }
                case RESTORE -> {
                    if (Files.exists(backup)) Files.copy(backup, ledger, StandardCopyOption.REPLACE_EXISTING);
                }
                case LOSE_LEDGER -> Files.deleteIfExists(ledger);
                case EMPTY_LEDGER -> Files.write(ledger, new byte[0]);
                case LOSE_MARK -> Files.deleteIfExists(mark);
                case SPOIL_MARK -> Files.writeString(mark, "spoiled");
            }
        }

        private void give(int receipts) {
            try (Ledger open = open()) {
                for (int n = 0; n < receipts; n++) {
                    long number = open.journal().nextReceiptNumber();
                    open.journal().appendNumbered(Examples.numbered(++lease, number));
                    assertThat(given.add(number))
                            .as("number " + number + " once")
                            .isTrue();
                }
            }
        }

        private Ledger open() {
            HandClock clock = new HandClock(now);
            try {
                return Ledger.openOfRig(home, clock);
            } catch (UnusableLedger e) {
                LostLedger.declare(home, clock);
                return Ledger.openOfRig(home, clock);
            }
        }
    }
}
