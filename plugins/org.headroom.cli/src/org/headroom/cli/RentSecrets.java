package org.headroom.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.headroom.model.files.SecretFiles;
import org.headroom.renter.OrderSecrets;
import picocli.CommandLine.Option;

/**
 * Variables whose values only the provider of the lease will read. A value never stands on the command line, where every
 * program of the machine could see it.
 */
final class RentSecrets {
    @Option(
            names = "--secret",
            paramLabel = "NAME",
            description =
                    "A variable that is sealed to the provider; its value is taken from this command's environment.")
    private List<String> names = new ArrayList<>();

    @Option(
            names = "--secrets",
            paramLabel = "FILE",
            description = "More of them, a line NAME=VALUE each, in a file that only you can read.")
    private Optional<Path> file = Optional.empty();

    /** @throws IllegalArgumentException in one line without any value */
    OrderSecrets values() throws IOException {
        Map<String, String> values = new LinkedHashMap<>();
        if (file.isPresent()) read(file.get(), values);
        for (String name : names) {
            String value = System.getenv(name);
            if (value == null)
                throw new IllegalArgumentException(
                        "--secret " + name + ": there is no variable of that name in this command's environment");
            values.put(name, value);
        }
        return new OrderSecrets(values);
    }

    private static void read(Path file, Map<String, String> values) throws IOException {
        Optional<SecretFiles.Exposure> exposure = SecretFiles.exposure("the file with secrets", file);
        if (exposure.isPresent())
            throw new IllegalArgumentException(exposure.get().fact() + ": nothing was ordered. Make it yours alone ("
                    + exposure.get().commands() + ")");
        int number = 0;
        for (String line : Files.readAllLines(file)) {
            number++;
            if (line.isBlank() || line.startsWith("#")) continue;
            int equals = line.indexOf('=');
            if (equals < 1) throw new IllegalArgumentException(file + ", line " + number + ": NAME=VALUE is expected");
            values.put(line.substring(0, equals).strip(), line.substring(equals + 1));
        }
    }
}
