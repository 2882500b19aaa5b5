package org.headroom.jobs;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.headroom.jobs.LeaseFolders.Folder;
import org.headroom.model.files.PrivateFiles;
import org.headroom.model.market.LeaseId;
import org.headroom.model.units.ByteCount;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is known of the folders of finished leases, in a file beside them: a line for each with the lease, the time of
 * its age, its size or {@code -}, and the time of its last change. A size that it does not tell is measured again; a
 * time that it does not tell begins anew.
 */
final class FolderSizes {
    private static final Logger LOG = LoggerFactory.getLogger(FolderSizes.class);
    private static final int MOST_LINES = 200_000;
    private static final String UNKNOWN = "-";
    private static final int FIELDS = 4;

    private final Path file;
    /** What the file holds, where that is known: it is not written again. */
    private Set<Known> written = Set.of();

    /** @param touchedAt the newest time in the folder, whoever set it: another one says that it changed */
    record Known(Folder folder, Instant touchedAt) {}

    FolderSizes(Path leases) {
        this.file = leases.resolve(".sizes");
    }

    Map<LeaseId, Known> read() {
        Map<LeaseId, Known> folders = new HashMap<>();
        try (BufferedReader in = Files.newBufferedReader(file)) {
            String line = in.readLine();
            for (int n = 0; line != null && n < MOST_LINES; n++) {
                known(line).ifPresent(known -> folders.put(known.folder().lease(), known));
                line = in.readLine();
            }
        } catch (NoSuchFileException e) {
            return Map.of();
        } catch (IOException e) {
            LOG.warn("The sizes of folders in {} cannot be read; they are measured again: {}", file, e.toString());
        }
        written = Set.copyOf(folders.values());
        return folders;
    }

    /** Lines of earlier versions have no time of the last change: the other time was that, too. */
    private static Optional<Known> known(String line) {
        String[] f = line.split(" ");
        if (f.length < FIELDS - 1 || f.length > FIELDS || !f[2].matches("[0-9]{1,18}|" + UNKNOWN))
            return Optional.empty();
        try {
            Optional<ByteCount> bytes =
                    f[2].equals(UNKNOWN) ? Optional.empty() : Optional.of(new ByteCount(Long.parseLong(f[2])));
            Instant changedAt = Instant.parse(f[1]);
            Instant touchedAt = Instant.parse(f[f.length == FIELDS ? FIELDS - 1 : 1]);
            return Inspection.leaseId(f[0]).map(lease -> new Known(new Folder(lease, bytes, changedAt), touchedAt));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    void write(Collection<Known> folders) {
        Set<Known> now = Set.copyOf(folders);
        if (now.equals(written)) return;
        try {
            if (now.isEmpty()) {
                Files.deleteIfExists(file);
                written = now;
                return;
            }
            Path next = file.resolveSibling(".sizes-next");
            try (BufferedWriter out = PrivateFiles.writer(next)) {
                for (Known known : now) out.write(line(known));
            }
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            written = now;
        } catch (IOException e) {
            LOG.warn("The sizes of folders cannot be kept in {}: {}", file, e.toString());
        }
    }

    private static String line(Known known) {
        Folder folder = known.folder();
        String bytes = folder.bytes().map(b -> Long.toString(b.bytes())).orElse(UNKNOWN);
        return folder.lease() + " " + folder.changedAt() + " " + bytes + " " + known.touchedAt() + "\n";
    }
}
