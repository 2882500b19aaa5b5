package org.headroom.architecture;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.Manifest;

/** The headers of a MANIFEST.MF that draw arrows. */
record BundleManifest(
        String symbolicName,
        List<Clause> requires,
        List<Clause> imports,
        List<Clause> exports,
        Optional<String> fragmentHost,
        Optional<String> activator) {

    /** One entry of a header: a name with its attributes and directives, as written. */
    record Clause(String name, String parameters) {
        boolean isReExported() {
            return parameters.replace(" ", "").contains("visibility:=reexport");
        }
    }

    static BundleManifest parse(String text) {
        Attributes headers = attributes(text.endsWith("\n") ? text : text + "\n");
        return new BundleManifest(
                clauses(headers, "Bundle-SymbolicName").getFirst().name(),
                clauses(headers, "Require-Bundle"),
                clauses(headers, "Import-Package"),
                clauses(headers, "Export-Package"),
                clauses(headers, "Fragment-Host").stream().map(Clause::name).findFirst(),
                Optional.ofNullable(headers.getValue("Bundle-Activator")));
    }

    /** The symbolic name without our prefix. */
    String shortName() {
        return symbolicName.startsWith(Arrows.OURS) ? symbolicName.substring(Arrows.OURS.length()) : symbolicName;
    }

    private static Attributes attributes(String text) {
        try {
            return new Manifest(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))).getMainAttributes();
        } catch (IOException e) {
            throw new UncheckedIOException("Not a manifest: " + text, e);
        }
    }

    private static List<Clause> clauses(Attributes headers, String header) {
        String value = headers.getValue(header);
        return value == null ? List.of() : split(value);
    }

    /** Splits at commas outside quotes: version ranges hold commas too. */
    private static List<Clause> split(String value) {
        List<Clause> clauses = new ArrayList<>();
        StringBuilder clause = new StringBuilder();
        boolean quoted = false;
        for (char c : (value + ",").toCharArray()) {
            quoted ^= c == '"';
            if (c == ',' && !quoted) {
                String[] parts = clause.toString().strip().split(";", 2);
                if (!parts[0].isBlank()) {
                    clauses.add(new Clause(parts[0].strip(), parts.length == 1 ? "" : parts[1].strip()));
                }
                clause.setLength(0);
            } else {
                clause.append(c);
            }
        }
        return clauses;
    }
}
