package org.headroom.market.sdl;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.headroom.market.jobfile.JobFileWarnings;
import org.headroom.market.jobfile.UnusableJobFile;
import org.headroom.market.yaml.Expected;
import org.headroom.market.yaml.YamlNode;
import org.headroom.market.yaml.YamlNode.YamlMap;

/** The leased IP addresses that a file declares: each must be used, and each port of it once. */
final class SdlEndpoints {
    private static final Pattern NAME = Pattern.compile("[a-z]+[-_0-9a-z]+");

    private final Map<String, YamlNode.Entry> declared = new LinkedHashMap<>();
    private final Set<String> used = new HashSet<>();
    private final Map<String, String> ports = new HashMap<>();

    private SdlEndpoints() {}

    static SdlEndpoints read(Optional<YamlNode> node, JobFileWarnings warnings) throws UnusableJobFile {
        SdlEndpoints endpoints = new SdlEndpoints();
        if (node.isEmpty()) return endpoints;
        for (YamlNode.Entry entry : Expected.map(node.get(), "endpoints").all()) {
            String what = "endpoints." + entry.name();
            if (!NAME.matcher(entry.name()).matches())
                throw Expected.wrong(entry.key(), "endpoints", "a name of small letters, then also digits, - and _");
            YamlMap map = Expected.map(entry.value(), what);
            YamlNode kind = Expected.required(map, "kind", what, "ip");
            if (!Expected.text(kind, what + ".kind").text().equals("ip"))
                throw Expected.wrong(kind, what + ".kind", "ip");
            warnings.add(
                    entry.line(),
                    what + ": an IP address of its own is not offered; ports are reached at the provider's");
            endpoints.declared.put(entry.name(), entry);
        }
        return endpoints;
    }

    void use(YamlNode ip, boolean global, int as, String protocol, String service, String what) throws UnusableJobFile {
        String name = Expected.text(ip, what).text();
        if (!global) throw Expected.wrong(ip, what, "global: true beside an ip");
        if (!declared.containsKey(name)) throw Expected.wrong(ip, what, "an endpoint that is declared under endpoints");
        used.add(name);
        String before = ports.putIfAbsent(name + " " + as + " " + protocol, service);
        if (before != null)
            throw new UnusableJobFile(
                    ip.line(),
                    ip.column(),
                    what + ": expected a port of \"" + name + "\" that is free, but " + before + " has it already");
    }

    void allUsed() throws UnusableJobFile {
        for (YamlNode.Entry entry : declared.values()) {
            if (!used.contains(entry.name()))
                throw new UnusableJobFile(
                        entry.key().line(),
                        entry.key().column(),
                        "endpoints." + entry.name() + ": expected a service with a port \"to\" it, found none");
        }
    }
}
