package org.headroom.market.imports;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.headroom.market.compose.ComposeReader;
import org.headroom.market.jobfile.JobFileError;
import org.headroom.market.jobfile.JobFileFormat;
import org.headroom.market.jobfile.JobFileReading;
import org.headroom.market.jobfile.JobFileWarnings;
import org.headroom.market.jobfile.UnusableJobFile;
import org.headroom.market.sdl.SdlReader;
import org.headroom.market.yaml.Expected;
import org.headroom.market.yaml.YamlNode;
import org.headroom.market.yaml.YamlNode.YamlMap;
import org.headroom.market.yaml.YamlReader;

/**
 * Reads a job file of any format that is known: Akash SDL 2.0 and 2.1, and Docker Compose. Whatever the file holds, the
 * answer is a value: nothing is thrown, nothing hangs, and the environment of this process is not looked at. Any thread.
 */
public final class JobFileReader {
    /** Larger files are refused unread. */
    public static final int MOST_BYTES = 256 * 1024;

    private static final Set<String> SDL_ONLY = Set.of("profiles", "deployment", "endpoints", "reclamation");
    private static final Set<String> COMPOSE_ONLY =
            Set.of("volumes", "networks", "configs", "secrets", "name", "models");
    private static final Set<String> COMPOSE_SERVICE = Set.of(
            "build",
            "ports",
            "environment",
            "deploy",
            "container_name",
            "runtime",
            "gpus",
            "entrypoint",
            "env_file",
            "networks",
            "network_mode",
            "extends",
            "profiles",
            "healthcheck",
            "shm_size",
            "ipc",
            "privileged");
    private static final Pattern SDL_VERSION = Pattern.compile("v?2(\\.[0-9]+)*");

    private JobFileReader() {}

    /** A file that is missing or cannot be read is refused like any other, and so is what is no file: a pipe may never end. */
    public static JobFileReading read(Path file) {
        if (Files.isDirectory(file)) return refused("expected a file, found a folder");
        if (Files.exists(file) && !Files.isRegularFile(file))
            return refused("expected a file, found a pipe or a device: - reads standard input");
        try (InputStream in = Files.newInputStream(file)) {
            return read(in);
        } catch (NoSuchFileException e) {
            return refused("there is no such file");
        } catch (AccessDeniedException e) {
            return refused("the file may not be read by this user");
        } catch (IOException e) {
            return refused("the file cannot be read: " + e.getMessage());
        }
    }

    /** Reads to the end, or as far as it takes to see that this is too much. */
    public static JobFileReading read(InputStream in) throws IOException {
        return read(in.readNBytes(MOST_BYTES + 1));
    }

    public static JobFileReading read(byte[] bytes) {
        JobFileWarnings warnings = new JobFileWarnings();
        Optional<JobFileFormat> format = Optional.empty();
        try {
            if (bytes.length > MOST_BYTES)
                throw new UnusableJobFile(1, 1, "larger than " + MOST_BYTES / 1024 + " KiB: too much for a job file");
            YamlNode root = YamlReader.read(text(bytes), warnings);
            if (!(root instanceof YamlMap map))
                throw Expected.wrong(root, "the file", "a mapping with services, as in Akash SDL or Docker Compose");
            if (isCompose(map)) {
                format = Optional.of(JobFileFormat.COMPOSE);
                return JobFileReading.accepted(JobFileFormat.COMPOSE, ComposeReader.read(map, warnings), warnings);
            }
            JobFileFormat sdl = SdlReader.format(map, warnings);
            format = Optional.of(sdl);
            return JobFileReading.accepted(sdl, SdlReader.read(map, sdl, warnings), warnings);
        } catch (UnusableJobFile e) {
            return JobFileReading.refused(format, warnings.all(), e.error());
        }
    }

    private static JobFileReading refused(String why) {
        return JobFileReading.refused(Optional.empty(), List.of(), new JobFileError(1, 1, why));
    }

    /** Both formats have services and may name a version 2.1, so what only one of them has decides. */
    private static boolean isCompose(YamlMap root) {
        Set<String> keys = root.entries().keySet();
        if (keys.stream().anyMatch(SDL_ONLY::contains)) return false;
        if (keys.stream().anyMatch(COMPOSE_ONLY::contains)) return true;
        if (!(root.get("services").orElse(null) instanceof YamlMap services)) return false;
        for (YamlNode.Entry service : services.all()) {
            if (service.value() instanceof YamlMap map
                    && map.entries().keySet().stream().anyMatch(COMPOSE_SERVICE::contains)) return true;
        }
        return !(root.get("version").orElse(null) instanceof YamlNode.YamlText version)
                || !SDL_VERSION.matcher(version.text().strip()).matches();
    }

    private static String text(byte[] bytes) throws UnusableJobFile {
        Charset charset = StandardCharsets.UTF_8;
        int skip = 0;
        if (starts(bytes, 0xEF, 0xBB, 0xBF)) {
            skip = 3;
        } else if (starts(bytes, 0xFE, 0xFF)) {
            charset = StandardCharsets.UTF_16BE;
            skip = 2;
        } else if (starts(bytes, 0xFF, 0xFE)) {
            charset = StandardCharsets.UTF_16LE;
            skip = 2;
        }
        CharsetDecoder decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes, skip, bytes.length - skip);
        CharBuffer out = CharBuffer.allocate(bytes.length + 1);
        CoderResult result = decoder.decode(in, out, true);
        out.flip();
        String text = out.toString();
        if (!result.isError()) return text;
        int lastBreak = text.lastIndexOf('\n');
        throw new UnusableJobFile(
                1 + (int) text.chars().filter(c -> c == '\n').count(),
                text.length() - lastBreak,
                "this is no text: expected " + charset.name() + ", found a byte that cannot stand there");
    }

    private static boolean starts(byte[] bytes, int... mark) {
        if (bytes.length < mark.length) return false;
        for (int i = 0; i < mark.length; i++) {
            if ((bytes[i] & 0xFF) != mark[i]) return false;
        }
        return true;
    }
}
