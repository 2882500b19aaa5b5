package org.headroom.market.compose;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.headroom.market.jobfile.JobFileWarnings;
import org.headroom.market.jobfile.JobService.Exposure;
import org.headroom.market.jobfile.UnusableJobFile;
import org.headroom.market.yaml.Expected;
import org.headroom.market.yaml.YamlNode;
import org.headroom.market.yaml.YamlNode.YamlMap;
import org.jspecify.annotations.Nullable;

/** The published ports of a service, and those that only its neighbours reach. */
final class ComposePorts {
    private static final int HIGHEST_PORT = 65535;
    private static final int LONGEST_RANGE = 1000;
    private static final Pattern SHORT =
            Pattern.compile("(?:(?:(?<ip>[0-9.]+|\\[[0-9a-fA-F:.]+\\]|localhost):)?(?:(?<out>[0-9]+(?:-[0-9]+)?)?:))?"
                    + "(?<in>[0-9]+(?:-[0-9]+)?)(?:/(?<proto>[A-Za-z]+))?");
    private static final Pattern RANGE = Pattern.compile("([0-9]{1,6})(?:-([0-9]{1,6}))?");

    private final JobFileWarnings warnings;

    ComposePorts(JobFileWarnings warnings) {
        this.warnings = warnings;
    }

    List<Exposure> read(YamlMap service, String what) throws UnusableJobFile {
        List<Exposure> exposures = new ArrayList<>();
        Optional<YamlNode> ports = service.get("ports");
        if (ports.isPresent()) {
            for (YamlNode item : Expected.list(ports.get(), what + ".ports", warnings)) {
                if (item instanceof YamlMap map) {
                    exposures.addAll(longForm(map, what + ".ports"));
                } else {
                    exposures.addAll(shortForm(item, what + ".ports"));
                }
            }
        }
        Optional<YamlNode> inner = service.get("expose");
        if (inner.isPresent()) {
            for (YamlNode item : Expected.list(inner.get(), what + ".expose", warnings))
                exposures.addAll(shortForm(item, what + ".expose").stream()
                        .map(e -> new Exposure(e.port(), e.port(), e.protocol(), false, List.of(), Optional.empty()))
                        .toList());
        }
        return exposures;
    }

    private List<Exposure> shortForm(YamlNode item, String what) throws UnusableJobFile {
        String expected = "a port such as 8080, 80:8080, 127.0.0.1:80:8080 or 53:53/udp";
        Matcher m = SHORT.matcher(Expected.text(item, what).text().strip());
        if (!m.matches()) throw Expected.wrong(item, what, expected);
        String published = m.group("out");
        String ip = m.group("ip");
        return range(item, m.group("in"), published == null ? "" : published, m.group("proto"), ip, what);
    }

    private List<Exposure> longForm(YamlMap map, String what) throws UnusableJobFile {
        for (YamlNode.Entry entry : map.all()) {
            switch (entry.name()) {
                case "target", "published", "protocol", "host_ip", "name", "app_protocol", "mode" -> {}
                default -> {
                    if (!entry.name().startsWith("x-"))
                        warnings.add(entry.line(), what + "." + entry.name() + ": not known, ignored");
                }
            }
        }
        YamlNode target = Expected.required(map, "target", what, "the port in the container");
        Optional<YamlNode> published = map.get("published");
        Optional<YamlNode> protocol = map.get("protocol");
        Optional<YamlNode> ip = map.get("host_ip");
        return range(
                target,
                Expected.text(target, what + ".target").text(),
                published.isEmpty()
                        ? ""
                        : Expected.text(published.get(), what + ".published").text(),
                protocol.isEmpty()
                        ? null
                        : Expected.text(protocol.get(), what + ".protocol").text(),
                ip.isEmpty() ? null : Expected.text(ip.get(), what + ".host_ip").text(),
                what);
    }

    private List<Exposure> range(
            YamlNode at, String target, String published, @Nullable String protocol, @Nullable String ip, String what)
            throws UnusableJobFile {
        String proto = protocol == null ? "TCP" : protocol.toUpperCase(Locale.ROOT);
        if (!proto.equals("TCP") && !proto.equals("UDP")) throw Expected.wrong(at, what, "the protocol tcp or udp");
        int[] in = bounds(at, target, what);
        int[] out = published.isEmpty() ? in : bounds(at, published, what);
        boolean one = in[0] == in[1];
        if (!one && out[1] - out[0] != in[1] - in[0])
            throw Expected.wrong(at, what, "as many published ports as ports in the container");
        if (one && out[0] != out[1])
            warnings.add(at.line(), what + ": of the published ports " + published + ", the first is taken");
        boolean local = ip != null
                && (ip.startsWith("127.") || ip.equals("localhost") || ip.equals("[::1]") || ip.equals("::1"));
        if (local) warnings.add(at.line(), what + ": bound to the machine itself, so nobody outside reaches it");
        List<Exposure> exposures = new ArrayList<>();
        for (int i = 0; i <= in[1] - in[0]; i++)
            exposures.add(new Exposure(in[0] + i, out[0] + i, proto, !local, List.of(), Optional.empty()));
        return exposures;
    }

    private static int[] bounds(YamlNode at, String written, String what) throws UnusableJobFile {
        Matcher m = RANGE.matcher(written.strip());
        String expected = "ports from 1 to 65535, at most " + LONGEST_RANGE + " at a time";
        if (!m.matches()) throw Expected.wrong(at, what, expected);
        int first = Integer.parseInt(m.group(1));
        int last = m.group(2) == null ? first : Integer.parseInt(m.group(2));
        if (first < 1 || last < first || last > HIGHEST_PORT || last - first >= LONGEST_RANGE)
            throw Expected.wrong(at, what, expected);
        return new int[] {first, last};
    }
}
