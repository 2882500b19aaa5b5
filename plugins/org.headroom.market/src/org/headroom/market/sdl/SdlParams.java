package org.headroom.market.sdl;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.headroom.market.jobfile.JobFileFormat;
import org.headroom.market.jobfile.JobFileWarnings;
import org.headroom.market.jobfile.UnusableJobFile;
import org.headroom.market.yaml.Expected;
import org.headroom.market.yaml.YamlNode;
import org.headroom.market.yaml.YamlNode.YamlMap;
import org.jspecify.annotations.Nullable;

/** The parameters of a service: where its volumes are mounted, and whether it wants an enclave. */
final class SdlParams {
    private static final Set<String> ENCLAVES = Set.of("cpu", "cpu-gpu", "sev-snp", "sev-snp-gpu", "tdx", "tdx-gpu");

    /** Where one volume goes. */
    private record Mount(String path, boolean readOnly, YamlNode at) {}

    private final Map<String, Mount> mounts;
    private final @Nullable YamlNode enclaveWithGpu;

    private SdlParams(Map<String, Mount> mounts, @Nullable YamlNode enclaveWithGpu) {
        this.mounts = mounts;
        this.enclaveWithGpu = enclaveWithGpu;
    }

    static SdlParams read(Optional<YamlNode> node, String what, JobFileWarnings warnings) throws UnusableJobFile {
        if (node.isEmpty()) return new SdlParams(Map.of(), null);
        YamlMap map = Expected.map(node.get(), what);
        YamlNode enclave = null;
        for (YamlNode.Entry entry : map.all()) {
            if (entry.value().absent()) continue;
            switch (entry.name()) {
                case "storage" -> {}
                case "tee" -> enclave = enclave(entry.value(), what + ".tee", warnings);
                case "permissions" ->
                    warnings.add(entry.line(), what + ".permissions: a job sees nothing of its lease, ignored");
                case "kbs" ->
                    warnings.add(entry.line(), what + ".kbs: no key broker is asked before a job starts, ignored");
                default -> warnings.add(entry.line(), Unknown.ignored(what, entry.name()));
            }
        }
        Optional<YamlNode> storage = map.get("storage");
        return new SdlParams(
                storage.isEmpty() ? Map.of() : mounts(Expected.map(storage.get(), what + ".storage"), what, warnings),
                enclave);
    }

    private static Map<String, Mount> mounts(YamlMap storage, String what, JobFileWarnings warnings)
            throws UnusableJobFile {
        Map<String, Mount> mounts = new LinkedHashMap<>();
        Map<String, String> taken = new HashMap<>();
        for (YamlNode.Entry volume : storage.all()) {
            String where = what + ".storage." + volume.name();
            YamlMap map = Expected.map(volume.value(), where);
            for (YamlNode.Entry entry : map.all()) {
                switch (entry.name()) {
                    case "mount", "readOnly" -> {}
                    case "keyRef" ->
                        warnings.add(entry.line(), where + ".keyRef: volumes are not encrypted with a key, ignored");
                    default -> warnings.add(entry.line(), Unknown.ignored(where, entry.name()));
                }
            }
            String expected = "an absolute path in the container, such as /data";
            YamlNode node = Expected.required(map, "mount", where, expected);
            String path = Expected.text(node, where + ".mount").text();
            if (!path.startsWith("/")) throw Expected.wrong(node, where + ".mount", expected);
            String before = taken.putIfAbsent(path, volume.name());
            if (before != null)
                throw Expected.wrong(
                        node, where + ".mount", "a path of its own: \"" + before + "\" is mounted there already");
            Optional<YamlNode> readOnly = map.get("readOnly");
            boolean sealed = readOnly.isPresent() && Expected.truth(readOnly.get(), where + ".readOnly", warnings);
            mounts.put(volume.name(), new Mount(path, sealed, volume.key()));
        }
        return mounts;
    }

    /** The value, when it wants a GPU inside the enclave. */
    private static @Nullable YamlNode enclave(YamlNode node, String what, JobFileWarnings warnings)
            throws UnusableJobFile {
        YamlNode type = node instanceof YamlMap map ? Expected.required(map, "type", what, "cpu or cpu-gpu") : node;
        String named = Expected.text(type, what).text();
        if (!ENCLAVES.contains(named)) throw Expected.wrong(type, what, "cpu or cpu-gpu");
        warnings.add(node.line(), what + ": the order must ask for a trusted execution environment; few rigs have one");
        return named.endsWith("gpu") ? type : null;
    }

    /** What can only be checked when the profile is known. */
    void check(SdlProfile profile, String service, JobFileFormat format, JobFileWarnings warnings)
            throws UnusableJobFile {
        if (enclaveWithGpu != null && profile.gpu().units() == 0)
            throw Expected.wrong(
                    enclaveWithGpu, service + ".params.tee", "cpu, for the compute profile of this service has no GPU");
        Map<String, SdlStorage.Disk> disks = new HashMap<>();
        profile.storage().forEach(d -> disks.put(d.name(), d));
        for (Map.Entry<String, Mount> mount : mounts.entrySet()) {
            YamlNode at = mount.getValue().at();
            SdlStorage.Disk disk = disks.get(mount.getKey());
            if (disk == null)
                throw Expected.wrong(
                        at, service + ".params.storage", "the name of a volume of the service's compute profile");
            if (mount.getValue().readOnly()
                    && disk.storageClass().filter("ram"::equals).isPresent())
                warnings.add(
                        at.line(),
                        service + ".params.storage." + disk.name() + ": memory that is read-only holds nothing");
        }
        for (SdlStorage.Disk disk : profile.storage()) {
            if (!disk.kept() || mounts.containsKey(disk.name())) continue;
            if (format == JobFileFormat.AKASH_SDL_2_0 && mounts.isEmpty())
                throw new UnusableJobFile(
                        disk.at().line(),
                        disk.at().column(),
                        "persistent volume \"" + disk.name() + "\": expected its mount under " + service
                                + ".params.storage." + disk.name() + ", found nothing");
            warnings.add(
                    disk.at().line(),
                    "persistent volume \"" + disk.name() + "\": " + service
                            + ".params.storage has no mount for it, so nothing is kept");
        }
    }

    Optional<String> mount(String volume) {
        return Optional.ofNullable(mounts.get(volume)).map(Mount::path);
    }
}
