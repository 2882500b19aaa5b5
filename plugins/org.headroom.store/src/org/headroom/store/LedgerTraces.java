package org.headroom.store;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What a rig with a ledger leaves outside it. Where there is any of it, a missing ledger is lost and not new. */
final class LedgerTraces {
    /** Of {@link DecisionStore}, in the rig's home. */
    private static final String DECISIONS = "decisions.db";

    private LedgerTraces() {}

    /** @throws UnusableLedger if what is at the ledger's place is no ledger and there was one */
    static void refuseLost(Path ledger, Header.Content content, ReceiptNumbers numbers) {
        if (numbers.isDeclared()) return;
        Optional<String> trace;
        try {
            trace = of(ledger, numbers);
        } catch (IOException e) {
            throw Ledger.noPlace(ledger, e);
        }
        if (trace.isPresent()) throw Trouble.lost(ledger, content.words(), trace.get());
    }

    /** One of them in words, such as {@code the folders in /home/me/rig/leases}; empty where there is none. */
    static Optional<String> of(Path ledger, ReceiptNumbers numbers) throws IOException {
        if (numbers.isMarked()) return Optional.of("the file " + numbers.file());
        Path name = numbers.home().resolve(Ledger.NAME);
        if (Files.isSymbolicLink(name)) return Optional.of("the link of that name");
        Path leases = numbers.home().resolve("leases");
        if (holdsFolder(leases)) return Optional.of("the folders in " + leases);
        Path reserve = ReserveFile.pathBeside(ledger);
        if (Files.exists(reserve)) return Optional.of("the file " + reserve);
        // Made after the ledger, and by a rig alone that takes part in the market.
        Path decisions = numbers.home().resolve(DECISIONS);
        if (Files.exists(decisions)) return Optional.of("the file " + decisions);
        return Optional.empty();
    }

    private static boolean holdsFolder(Path leases) throws IOException {
        if (!Files.isDirectory(leases)) return false;
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(leases)) {
            for (Path entry : entries) if (Files.isDirectory(entry)) return true;
        }
        return false;
    }
}
