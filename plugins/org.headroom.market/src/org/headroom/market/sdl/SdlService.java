package org.headroom.market.sdl;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.headroom.market.jobfile.JobFileFormat;
import org.headroom.market.jobfile.JobFileWarnings;
import org.headroom.market.jobfile.JobService;
import org.headroom.market.jobfile.JobService.Exposure;
import org.headroom.market.jobfile.JobService.Volume;
import org.headroom.market.jobfile.ShellWords;
import org.headroom.market.jobfile.UnusableJobFile;
import org.headroom.market.yaml.Expected;
import org.headroom.market.yaml.YamlNode;
import org.headroom.market.yaml.YamlNode.YamlMap;
import org.headroom.market.yaml.YamlNode.YamlText;

/** A service as its own section has it; what it needs and costs comes with the deployment. */
final class SdlService {
    private static final Pattern NAME = Pattern.compile("[a-z](?:[-a-z0-9]*[a-z0-9])?");
    private static final Pattern VARIABLE = Pattern.compile("[-._a-zA-Z][-._a-zA-Z0-9]*");

    private final YamlNode.Entry entry;
    private final String what;
    private final JobFileWarnings warnings;
    private final String image;
    private final List<String> command;
    private final List<String> arguments;
    private final List<String> environment;
    private final List<Exposure> exposures;
    private final SdlParams params;

    private SdlService(YamlNode.Entry entry, SdlEndpoints endpoints, JobFileWarnings warnings) throws UnusableJobFile {
        this.entry = entry;
        this.what = "services." + entry.name();
        this.warnings = warnings;
        YamlMap map = Expected.map(entry.value(), what);
        YamlNode imageNode = Expected.required(map, "image", what, "the name of an image");
        this.image = Expected.text(imageNode, what + ".image").text();
        if (image.isBlank()) throw Expected.wrong(imageNode, what + ".image", "the name of an image");
        this.command = words(map, "command");
        this.arguments = words(map, "args");
        this.environment = environment(map.get("env"));
        this.exposures = new SdlExposures(endpoints, warnings).read(map.get("expose"), entry.name(), what + ".expose");
        this.params = SdlParams.read(map.get("params"), what + ".params", warnings);
        credentials(map.get("credentials"));
        if (!NAME.matcher(entry.name()).matches())
            warnings.add(entry.line(), what + ": Akash takes names of small letters, digits and - only");
        for (YamlNode.Entry field : map.all()) {
            switch (field.name()) {
                case "image", "command", "args", "env", "expose", "params", "credentials" -> {}
                case "dependencies" -> {
                    if (!field.value().absent())
                        warnings.add(field.line(), what + ".dependencies: services start in no set order, ignored");
                }
                default -> warnings.add(field.line(), Unknown.ignored(what, field.name()));
            }
        }
    }

    static SdlService read(YamlNode.Entry entry, SdlEndpoints endpoints, JobFileWarnings warnings)
            throws UnusableJobFile {
        return new SdlService(entry, endpoints, warnings);
    }

    JobService with(SdlProfile profile, int count, JobService.Price price, JobFileFormat format)
            throws UnusableJobFile {
        params.check(profile, what, format, warnings);
        List<Volume> volumes = new ArrayList<>();
        for (SdlStorage.Disk disk : profile.storage()) {
            volumes.add(
                    new Volume(disk.name(), disk.bytes(), disk.kept(), disk.storageClass(), params.mount(disk.name())));
        }
        return new JobService(
                entry.name(),
                image,
                count,
                profile.cpuMillis(),
                profile.memoryBytes(),
                volumes,
                profile.gpu(),
                exposures,
                environment,
                command,
                arguments,
                Optional.of(price));
    }

    private List<String> words(YamlMap map, String key) throws UnusableJobFile {
        Optional<YamlNode> node = map.get(key);
        if (node.isEmpty()) return List.of();
        if (node.get() instanceof YamlText text) {
            warnings.add(
                    node.get().line(), what + "." + key + ": a list is expected; the text is split as a shell would");
            return ShellWords.split(text.text());
        }
        return Expected.texts(Expected.list(node.get(), what + "." + key, warnings), what + "." + key);
    }

    private List<String> environment(Optional<YamlNode> node) throws UnusableJobFile {
        if (node.isEmpty()) return List.of();
        List<String> variables = new ArrayList<>();
        if (node.get() instanceof YamlMap map) {
            warnings.add(map.line(), what + ".env: a list of NAME=value is expected; the mapping is taken for it");
            addPairs(map, variables);
            return variables;
        }
        for (YamlNode item : Expected.list(node.get(), what + ".env", warnings)) {
            if (item instanceof YamlMap map) {
                warnings.add(map.line(), what + ".env: NAME=value is expected; NAME: value is taken for it");
                addPairs(map, variables);
            } else {
                variables.add(checked(Expected.text(item, what + ".env").text(), item));
            }
        }
        return variables;
    }

    private void addPairs(YamlMap map, List<String> variables) throws UnusableJobFile {
        for (YamlNode.Entry pair : map.all()) {
            String value = pair.value().absent()
                    ? ""
                    : Expected.text(pair.value(), what + ".env." + pair.name()).text();
            variables.add(checked(pair.name() + "=" + value, pair.key()));
        }
    }

    private String checked(String variable, YamlNode at) throws UnusableJobFile {
        int equals = variable.indexOf('=');
        String name = equals < 0 ? variable : variable.substring(0, equals);
        if (name.isBlank()) throw Expected.wrong(at, what + ".env", "NAME=value");
        if (!VARIABLE.matcher(name).matches())
            warnings.add(
                    at.line(),
                    what + ".env: " + new YamlText(1, 1, name, false).kind() + " is an odd name for a variable");
        return variable;
    }

    private void credentials(Optional<YamlNode> node) throws UnusableJobFile {
        if (node.isEmpty()) return;
        String where = what + ".credentials";
        YamlMap map = Expected.map(node.get(), where);
        for (YamlNode.Entry field : map.all()) {
            switch (field.name()) {
                case "host", "username", "password", "email" -> {}
                default -> warnings.add(field.line(), Unknown.ignored(where, field.name()));
            }
        }
        Map<String, Integer> least = new LinkedHashMap<>();
        least.put("host", 1);
        least.put("username", 1);
        least.put("password", 6);
        if (map.get("email").isPresent()) least.put("email", 5);
        for (Map.Entry<String, Integer> rule : least.entrySet()) {
            YamlNode value = Expected.required(map, rule.getKey(), where, "the registry's " + rule.getKey());
            int length = Expected.text(value, where + "." + rule.getKey())
                    .text()
                    .strip()
                    .length();
            // The message must not repeat what was found: it may be a password.
            if (length < rule.getValue())
                throw new UnusableJobFile(
                        value.line(),
                        value.column(),
                        where + "." + rule.getKey() + ": expected at least " + rule.getValue() + " characters, found "
                                + length);
        }
        warnings.add(map.line(), where + ": secrets do not belong in an order, ignored; the image must be public");
    }
}
