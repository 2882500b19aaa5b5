package org.headroom.model.availability;

import java.util.Optional;
import org.headroom.model.Subscription;
import org.headroom.model.gpu.GpuId;

/** Where the owner says when the rig may work, and sees whether it may. Any thread. */
public interface AvailabilityDesk {
    AvailabilityRules rules();

    /** Puts the rules on disk, then goes by them. Waits for the disk: not on the UI thread. */
    void change(AvailabilityRules rules) throws RulesNotKept;

    /** Empty for a GPU that is not known. */
    Optional<GpuAvailability> of(GpuId gpu);

    /** What was last seen of the owner. */
    OwnerActivity activity();

    /** Told when rules or a GPU's availability change: hand over and return at once. */
    Subscription onChange(Runnable listener);
}
