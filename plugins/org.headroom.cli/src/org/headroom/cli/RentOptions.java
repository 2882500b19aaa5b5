package org.headroom.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.headroom.model.money.EthAddress;
import org.headroom.renter.RentalFiles;
import org.headroom.renter.RentalRecord;
import picocli.CommandLine.Option;

/**
 * What all of {@code rent} has in common: where the renter's things are, and with whom it speaks. What is not said on the
 * command line is taken from {@code settings.json} in the renter's directory.
 */
final class RentOptions {
    /** Something that a person can put right: one line. */
    static final class Trouble extends Exception {
        private static final long serialVersionUID = 1;

        Trouble(String message) {
            super(message);
        }
    }

    @Option(
            names = "--home",
            paramLabel = "DIR",
            description = "The renter's directory (default: ~/.local/share/headroom/renter).")
    Optional<Path> home = Optional.empty();

    @Option(
            names = "--broker",
            paramLabel = "URL",
            description = "The market's broker, such as mqtts://host:8883; of several at once, with commas between.")
    Optional<String> broker = Optional.empty();

    @Option(names = "--rpc", paramLabel = "URL", description = "The chain's node.")
    Optional<String> rpc = Optional.empty();

    @Option(names = "--contract", paramLabel = "ADDRESS", description = "The Sablier Flow contract that is trusted.")
    Optional<String> contract = Optional.empty();

    @Option(names = "--token", paramLabel = "ADDRESS", description = "USDC on that chain.")
    Optional<String> token = Optional.empty();

    @Option(names = "--keystore", paramLabel = "FILE", description = "The key that orders and pays.")
    Optional<Path> keystore = Optional.empty();

    @Option(
            names = "--passphrase-file",
            paramLabel = "FILE",
            description = "Its passphrase, in a file that only you can read; asked for where absent.")
    Optional<Path> passphraseFile = Optional.empty();

    @Option(names = "--json", description = "Writes JSON to standard output, and nothing else.")
    boolean json;

    Path directory() {
        return home.orElseGet(() -> {
            String data = System.getenv("XDG_DATA_HOME");
            Path base = data == null || data.isBlank()
                    ? Path.of(System.getProperty("user.home"), ".local", "share")
                    : Path.of(data);
            return base.resolve("headroom").resolve("renter");
        });
    }

    RentalFiles files() {
        return new RentalFiles(directory());
    }

    /** The rental that a person means: by its lease's or its order's id, or the beginning of either. */
    RentalRecord rental(String id) throws Trouble {
        var found = files().all().stream()
                .filter(r -> r.id().value().startsWith(id)
                        || r.lease().filter(l -> l.value().startsWith(id)).isPresent())
                .toList();
        if (found.isEmpty())
            throw new Trouble("There is no lease or order " + id + " in " + directory() + ": see 'rent list'.");
        if (found.size() > 1) throw new Trouble(id + " fits " + found.size() + " rentals: write more of the id.");
        return found.getFirst();
    }

    Optional<String> broker() throws Trouble {
        return broker.isPresent() ? broker : setting("broker");
    }

    Optional<String> rpc() throws Trouble {
        return rpc.isPresent() ? rpc : setting("rpc");
    }

    Optional<Path> keystore() throws Trouble {
        return keystore.isPresent() ? keystore : setting("keystore").map(directory()::resolve);
    }

    Optional<Path> passphraseFile() throws Trouble {
        return passphraseFile.isPresent()
                ? passphraseFile
                : setting("passphraseFile").map(directory()::resolve);
    }

    EthAddress contract() throws Trouble {
        return address("contract", contract);
    }

    EthAddress token() throws Trouble {
        return address("token", token);
    }

    private EthAddress address(String name, Optional<String> given) throws Trouble {
        String text = needed(name, given.isPresent() ? given : setting(name));
        try {
            return new EthAddress(text);
        } catch (IllegalArgumentException e) {
            throw new Trouble("The " + name + " is " + e.getMessage() + "; nothing was paid.");
        }
    }

    static <T> T needed(String name, Optional<T> value) throws Trouble {
        return value.orElseThrow(() -> new Trouble("There is no " + name + ": say --" + name
                + ", or put it into settings.json in the renter's directory."));
    }

    Optional<String> setting(String name) throws Trouble {
        Path file = directory().resolve("settings.json");
        if (!Files.exists(file)) return Optional.empty();
        try {
            JsonNode value =
                    new ObjectMapper().readTree(Files.readAllBytes(file)).path(name);
            return value.isValueNode() && !value.isNull() ? Optional.of(value.asText()) : Optional.empty();
        } catch (IOException e) {
            throw new Trouble(
                    "The settings in " + file + " cannot be read; put them right or remove them. " + firstLine(e));
        }
    }

    private static String firstLine(IOException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}
