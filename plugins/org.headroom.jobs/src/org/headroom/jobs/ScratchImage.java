package org.headroom.jobs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.headroom.model.job.JobFailure;

/**
 * An image made on the spot, from a static busybox and one script, and loaded into the engine without any registry. The
 * same busybox and script give the same digest on every machine.
 */
public final class ScratchImage {
    /** Where the script is in the image. */
    public static final String SCRIPT = "/bin/job";

    private static final List<String> BUSYBOX =
            List.of("/bin/busybox", "/usr/bin/busybox", "/bin/busybox-static", "/usr/local/bin/busybox");
    /** What scripts may call by name; the rest by "busybox NAME". */
    private static final List<String> COMMANDS = List.of(
            "sh",
            "ash",
            "awk",
            "cat",
            "cp",
            "cut",
            "date",
            "dd",
            "df",
            "echo",
            "env",
            "expr",
            "false",
            "find",
            "grep",
            "head",
            "id",
            "kill",
            "ln",
            "ls",
            "mkdir",
            "mkfifo",
            "mv",
            "nproc",
            "printf",
            "ps",
            "rm",
            "sed",
            "seq",
            "sha256sum",
            "sleep",
            "sort",
            "stat",
            "tail",
            "test",
            "time",
            "touch",
            "tr",
            "true",
            "uname",
            "wc",
            "yes");

    private final String reference;
    private final byte[] archive;
    private final String digest;

    private ScratchImage(String reference, byte[] archive, String digest) {
        this.reference = reference;
        this.archive = archive;
        this.digest = digest;
    }

    /** The static busybox of this machine: Debian's package busybox-static. */
    public static Optional<Path> busybox() {
        return BUSYBOX.stream()
                .map(Path::of)
                .filter(p -> Files.isExecutable(p) && isStatic(p))
                .findFirst();
    }

    /** Without an interpreter segment in its ELF header: it needs no library, so it runs in an empty image. */
    private static boolean isStatic(Path program) {
        try {
            byte[] all = Files.readAllBytes(program);
            if (all.length < 64 || all[0] != 0x7f || all[1] != 'E' || all[4] != 2) return false;
            var elf = java.nio.ByteBuffer.wrap(all).order(java.nio.ByteOrder.LITTLE_ENDIAN);
            long table = elf.getLong(32);
            int size = elf.getShort(54) & 0xffff;
            int count = elf.getShort(56) & 0xffff;
            for (int i = 0; i < count; i++) if (elf.getInt((int) table + i * size) == 3) return false;
            return true;
        } catch (IOException | IndexOutOfBoundsException e) {
            return false;
        }
    }

    /**
     * @param reference with a tag, such as {@code localhost/headroom-demo:1}
     * @param busybox statically linked
     * @param script what runs; starts with {@code #!/bin/sh}
     * @throws IOException busybox cannot be read
     */
    public static ScratchImage of(String reference, Path busybox, String script) throws IOException {
        return of(reference, busybox, script, 01777);
    }

    /** @param tmpMode the permissions of {@code /tmp} */
    static ScratchImage of(String reference, Path busybox, String script, int tmpMode) throws IOException {
        TarWriter files = new TarWriter();
        for (String directory : List.of("artefacts", "bin", "dev", "etc", "proc", "sys"))
            files.directory(directory, 0755);
        files.directory("tmp", tmpMode);
        files.file("bin/busybox", 0755, Files.readAllBytes(busybox));
        for (String command : COMMANDS) files.link("bin/" + command, "busybox");
        files.file(SCRIPT.substring(1), 0755, script.getBytes(StandardCharsets.UTF_8));
        byte[] layer = files.finish();
        byte[] config = config(sha256(layer)).getBytes(StandardCharsets.UTF_8);
        String id = sha256(config);
        String layerName = sha256(layer) + ".tar";
        ObjectNode manifest = EngineClient.JSON.createObjectNode();
        manifest.put("Config", id + ".json");
        manifest.putArray("RepoTags").add(reference);
        manifest.putArray("Layers").add(layerName);
        byte[] archive = new TarWriter()
                .file("manifest.json", 0644, ("[" + manifest + "]").getBytes(StandardCharsets.UTF_8))
                .file(id + ".json", 0644, config)
                .file(layerName, 0644, layer)
                .finish();
        return new ScratchImage(reference, archive, "sha256:" + id);
    }

    private static String config(String layer) {
        ObjectNode c = EngineClient.JSON.createObjectNode();
        c.put("architecture", architecture()).put("os", "linux").put("created", "1970-01-01T00:00:00Z");
        ObjectNode run = c.putObject("config");
        run.putArray("Env").add("PATH=/bin");
        run.putArray("Cmd").add(SCRIPT);
        run.put("WorkingDir", "/");
        ObjectNode root = c.putObject("rootfs");
        root.put("type", "layers").putArray("diff_ids").add("sha256:" + layer);
        c.putArray("history").addObject().put("created", "1970-01-01T00:00:00Z").put("created_by", "headroom");
        return c.toString();
    }

    private static String architecture() {
        String arch = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        return switch (arch) {
            case "x86_64", "amd64" -> "amd64";
            case "aarch64" -> "arm64";
            default -> arch;
        };
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    public String reference() {
        return reference;
    }

    /** The digest that the engine will know it by, {@code sha256:…}. */
    public String digest() {
        return digest;
    }

    /** The archive, as {@code docker save} would write it. */
    public byte[] archive() {
        return archive.clone();
    }

    /** Loads it unless the engine has exactly this one under its name. */
    public void loadInto(ImageStore images) throws JobFailure {
        if (images.imageDigest(reference).equals(Optional.of(digest))) return;
        images.load(new ByteArrayInputStream(archive), archive.length);
        Optional<String> now = images.imageDigest(reference);
        if (!now.equals(Optional.of(digest)))
            throw new JobFailure(
                    JobFailure.Kind.NO_IMAGE,
                    "The image " + reference + " was loaded, but the engine has " + now.orElse("nothing")
                            + " under its name; load it again.");
    }
}
