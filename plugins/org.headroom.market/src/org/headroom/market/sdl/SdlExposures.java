package org.headroom.market.sdl;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.headroom.market.jobfile.JobFileWarnings;
import org.headroom.market.jobfile.JobService.Exposure;
import org.headroom.market.jobfile.UnusableJobFile;
import org.headroom.market.yaml.Expected;
import org.headroom.market.yaml.YamlNode;
import org.headroom.market.yaml.YamlNode.YamlMap;

/** The ports of a service: each of its receivers is an exposure of its own, as in Akash's manifest. */
final class SdlExposures {
    private static final int HIGHEST_PORT = 65535;
    private static final Set<String> HTTP_OPTIONS = Set.of(
            "max_body_size",
            "read_timeout",
            "send_timeout",
            "next_tries",
            "next_timeout",
            "next_cases",
            "proxy_buffer_size");
    private static final Comparator<Exposure> AKASH_ORDER = Comparator.comparing(
                    (Exposure e) -> e.service().orElse(""))
            .thenComparingInt(Exposure::port)
            .thenComparing(Exposure::protocol)
            .thenComparing(Exposure::global, Comparator.reverseOrder());

    private final SdlEndpoints endpoints;
    private final JobFileWarnings warnings;

    SdlExposures(SdlEndpoints endpoints, JobFileWarnings warnings) {
        this.endpoints = endpoints;
        this.warnings = warnings;
    }

    List<Exposure> read(Optional<YamlNode> node, String service, String what) throws UnusableJobFile {
        if (node.isEmpty()) return List.of();
        List<Exposure> exposures = new ArrayList<>();
        for (YamlNode item : Expected.list(node.get(), what, warnings))
            exposures.addAll(port(Expected.map(item, what), service, what));
        exposures.sort(AKASH_ORDER);
        return exposures;
    }

    private List<Exposure> port(YamlMap map, String service, String what) throws UnusableJobFile {
        for (YamlNode.Entry entry : map.all()) {
            switch (entry.name()) {
                case "port", "as", "proto", "to", "accept", "http_options" -> {}
                default -> warnings.add(entry.line(), Unknown.ignored(what, entry.name()));
            }
        }
        int port = (int) Expected.whole(
                Expected.required(map, "port", what, "a port from 1 to 65535"),
                what + ".port",
                1,
                HIGHEST_PORT,
                warnings);
        Optional<YamlNode> outside = map.get("as");
        int as = outside.isEmpty() ? 0 : (int) Expected.whole(outside.get(), what + ".as", 0, HIGHEST_PORT, warnings);
        Optional<YamlNode> protocol = map.get("proto");
        String written = protocol.isEmpty()
                ? ""
                : Expected.text(protocol.get(), what + ".proto").text();
        String proto = protocol(written, protocol, what);
        List<String> hosts = hosts(map.get("accept"), what + ".accept");
        httpOptions(map.get("http_options"), what + ".http_options");
        List<Exposure> exposures = new ArrayList<>();
        Optional<YamlNode> receivers = map.get("to");
        if (receivers.isPresent()) {
            for (YamlNode item : Expected.list(receivers.get(), what + ".to", warnings)) {
                Receiver receiver = receiver(item, what + ".to");
                if (receiver.endpoint().isPresent())
                    endpoints.use(receiver.endpoint().get(), receiver.global(), as, written, service, what + ".to.ip");
                exposures.add(
                        new Exposure(port, as == 0 ? port : as, proto, receiver.global(), hosts, receiver.service()));
            }
        }
        if (exposures.isEmpty())
            exposures.add(new Exposure(port, as == 0 ? port : as, proto, false, hosts, Optional.empty()));
        return exposures;
    }

    private record Receiver(boolean global, Optional<String> service, Optional<YamlNode> endpoint) {}

    private Receiver receiver(YamlNode item, String what) throws UnusableJobFile {
        if (item.absent()) {
            warnings.add(item.line(), what + ": names nobody, so the port is reached from inside only");
            return new Receiver(false, Optional.empty(), Optional.empty());
        }
        YamlMap to = Expected.map(item, what);
        for (YamlNode.Entry entry : to.all()) {
            switch (entry.name()) {
                case "global", "service", "ip", "http_options" -> {}
                default -> warnings.add(entry.line(), Unknown.ignored(what, entry.name()));
            }
        }
        Optional<YamlNode> global = to.get("global");
        Optional<YamlNode> service = to.get("service");
        Optional<YamlNode> ip = to.get("ip");
        if (ip.isPresent() && Expected.text(ip.get(), what + ".ip").text().isEmpty()) ip = Optional.empty();
        return new Receiver(
                global.isPresent() && Expected.truth(global.get(), what + ".global", warnings),
                service.isEmpty()
                        ? Optional.empty()
                        : Optional.of(
                                Expected.text(service.get(), what + ".service").text()),
                ip);
    }

    private static String protocol(String written, Optional<YamlNode> node, String what) throws UnusableJobFile {
        return switch (written.toUpperCase(Locale.ROOT)) {
            case "", "TCP" -> "TCP";
            case "UDP" -> "UDP";
            default -> throw Expected.wrong(node.orElseThrow(), what + ".proto", "tcp or udp");
        };
    }

    private List<String> hosts(Optional<YamlNode> accept, String what) throws UnusableJobFile {
        if (accept.isEmpty()) return List.of();
        List<String> hosts = new ArrayList<>();
        for (YamlNode item : Expected.list(accept.get(), what, warnings)) {
            String host = Expected.text(item, what).text();
            if (host.isBlank()) {
                warnings.add(item.line(), what + ": an empty host name is ignored");
                continue;
            }
            if (!HostNames.valid(host))
                warnings.add(item.line(), what + ": " + item.kind() + " is no host name that Akash would take");
            hosts.add(host);
        }
        // Every receiver has the same list: a copy for each would multiply.
        return List.copyOf(hosts);
    }

    private void httpOptions(Optional<YamlNode> node, String what) throws UnusableJobFile {
        if (node.isEmpty()) return;
        YamlMap map = Expected.map(node.get(), what);
        warnings.add(map.line(), what + ": settings of Akash's web gateway, ignored");
        for (YamlNode.Entry entry : map.all()) {
            if (!HTTP_OPTIONS.contains(entry.name())) warnings.add(entry.line(), Unknown.ignored(what, entry.name()));
        }
    }
}
