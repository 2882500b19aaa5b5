package org.headroom.app;

import java.util.List;
import org.eclipse.e4.ui.model.application.ui.basic.MPart;
import org.eclipse.e4.ui.model.application.ui.basic.MWindow;
import org.eclipse.e4.ui.workbench.modeling.EModelService;
import org.headroom.console.desk.Services;
import org.headroom.model.health.Alarm;
import org.headroom.model.health.HealthWatch;

/** Puts the number of alarms that nobody has seen on the tab of their view, also before the view was ever opened. UI thread. */
final class AlarmTab {
    private static final String VIEW = "org.headroom.console.alarms";

    private AlarmTab() {}

    static void refresh(MWindow window, EModelService models, Services services) {
        String label = label(services.health().map(HealthWatch::open).orElse(List.of()));
        for (MPart part : models.findElements(window, VIEW, MPart.class, null, EModelService.ANYWHERE))
            if (!label.equals(part.getLabel())) part.setLabel(label);
    }

    static String label(List<Alarm> open) {
        long unseen = open.stream().filter(a -> a.acknowledgedAt().isEmpty()).count();
        return unseen == 0 ? "Alarms" : "Alarms " + unseen;
    }
}
