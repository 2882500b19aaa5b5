package org.headroom.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.headroom.cli.home.DataFolders;
import org.headroom.renter.RentalFiles;
import org.headroom.renter.RentalRecord;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * What all of {@code rent} has in common: where the renter's files are. A command that asks no broker and no node has these
 * options alone, so that no other one is accepted and ignored.
 */
class RentOptions {
    /** The words with which all ids begin: alone, they name no rental. */
    private static final List<String> COMMON = List.of("order-", "bid-");

    /** Something that a person can put right: one line. */
    static class Trouble extends Exception {
        private static final long serialVersionUID = 1;

        Trouble(String message) {
            super(message);
        }
    }

    /** The chain's node is needed and does not answer. */
    static final class NodeTrouble extends Trouble {
        private static final long serialVersionUID = 1;

        NodeTrouble(String message) {
            super(message);
        }
    }

    @Option(
            names = "--home",
            paramLabel = "DIR",
            description = "The renter's directory (default: ~/.local/share/headroom/renter).")
    Optional<Path> home = Optional.empty();

    @Option(names = "--json", description = "Writes JSON to standard output, and nothing else.")
    boolean json;

    /** Of the command that has these options. */
    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec spec;

    Path directory() {
        return home.orElseGet(() -> DataFolders.standard("renter"));
    }

    RentalFiles files() {
        return new RentalFiles(directory());
    }

    /** A folder that was named and is not there is a slip of the pen, and no renter without rentals. */
    void requireHome() throws Trouble {
        if (home.isPresent() && !Files.isDirectory(home.get()))
            throw new Trouble("There is no folder " + home.get()
                    + ": nothing was read or done. Correct --home; 'rent order' makes the folder of a new renter.");
    }

    /**
     * The rental that a person means: by its lease's or its order's id, or the beginning of either.
     *
     * @throws ParameterException if the id is blank: every id begins with nothing
     */
    RentalRecord rental(String id) throws Trouble {
        if (id.isBlank()) throw wrongUsage("The id is empty: write a lease's or an order's id, or its beginning.");
        requireHome();
        var found = files().all().stream()
                .filter(r -> r.id().value().startsWith(id)
                        || r.lease().filter(l -> l.value().startsWith(id)).isPresent())
                .toList();
        if (found.isEmpty())
            throw new Trouble("There is no lease or order " + id + " in " + directory() + ": see 'rent list'.");
        if (found.size() > 1) throw new Trouble(id + " fits " + found.size() + " rentals: write more of the id.");
        return found.getFirst();
    }

    /**
     * As {@link #rental}, for a command that ends it.
     *
     * @throws ParameterException if the id is blank, or holds nothing that only one rental has
     */
    RentalRecord rentalToEnd(String id) throws Trouble {
        if (!id.isBlank() && COMMON.stream().anyMatch(c -> c.startsWith(id)))
            throw wrongUsage("Many ids begin with '" + id + "': write more of the id. Nothing was stopped.");
        return rental(id);
    }

    private RuntimeException wrongUsage(String message) {
        CommandSpec command = spec;
        return command == null
                ? new IllegalArgumentException(message)
                : new ParameterException(command.commandLine(), message);
    }

    static <T> T needed(String name, Optional<T> value) throws Trouble {
        return value.orElseThrow(() -> missing(name));
    }

    static Trouble missing(String name) {
        return new Trouble("There is no " + name + ": say --" + name
                + ", or put it into settings.json in the renter's directory.");
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
