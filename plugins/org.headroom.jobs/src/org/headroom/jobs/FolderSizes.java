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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.headroom.jobs.LeaseFolders.Folder;
import org.headroom.model.files.PrivateFiles;
import org.headroom.model.market.LeaseId;
import org.headroom.model.units.ByteCount;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The measured sizes of the folders of finished leases, in a file beside them. What it does not tell is measured again. */
final class FolderSizes {
    private static final Logger LOG = LoggerFactory.getLogger(FolderSizes.class);
    private static final int MOST_LINES = 200_000;

    private final Path file;
    /** What the file holds, where that is known: it is not written again. */
    private Set<Folder> written = Set.of();

    FolderSizes(Path leases) {
        this.file = leases.resolve(".sizes");
    }

    Map<LeaseId, Folder> read() {
        Map<LeaseId, Folder> folders = new HashMap<>();
        try (BufferedReader in = Files.newBufferedReader(file)) {
            String line = in.readLine();
            for (int n = 0; line != null && n < MOST_LINES; n++) {
                folder(line).ifPresent(folder -> folders.put(folder.lease(), folder));
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

    private static Optional<Folder> folder(String line) {
        String[] f = line.split(" ");
        if (f.length != 3 || !f[2].matches("[0-9]{1,18}")) return Optional.empty();
        try {
            Optional<ByteCount> bytes = Optional.of(new ByteCount(Long.parseLong(f[2])));
            Instant changedAt = Instant.parse(f[1]);
            return Inspection.leaseId(f[0]).map(lease -> new Folder(lease, bytes, changedAt));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    void write(List<Folder> folders) {
        Set<Folder> measured =
                folders.stream().filter(folder -> folder.bytes().isPresent()).collect(Collectors.toUnmodifiableSet());
        if (measured.equals(written)) return;
        try {
            if (measured.isEmpty()) {
                Files.deleteIfExists(file);
                written = measured;
                return;
            }
            Path next = file.resolveSibling(".sizes-next");
            try (BufferedWriter out = PrivateFiles.writer(next)) {
                for (Folder folder : measured)
                    out.write(folder.lease() + " " + folder.changedAt() + " "
                            + folder.bytes().orElseThrow().bytes() + "\n");
            }
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            written = measured;
        } catch (IOException e) {
            LOG.warn("The sizes of folders cannot be kept in {}: {}", file, e.toString());
        }
    }
}
