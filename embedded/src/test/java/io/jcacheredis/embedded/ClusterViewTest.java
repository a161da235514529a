package io.jcacheredis.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClusterViewTest {

    private static final String FIRST = "a 127.0.0.1:17000@17001 master - 0 1 1 connected 0-8191\n";
    private static final String SECOND = "b 127.0.0.1:18000@18001,host master - 0 1 2 connected 8192-16382 16383\n";
    private static final String REPLICA = "c 127.0.0.1:19000@19001 slave a 0 1 1 connected\n";

    @Test
    void wholeCluster() {
        ClusterView view = ClusterView.parse(SECOND + FIRST + REPLICA);

        assertThat(view.isWhole()).isTrue();
        assertThat(view.hasMet(3)).isTrue();
        assertThat(view.nodes()).extracting(ClusterView.Node::port).containsExactly(17000, 18000, 19000);
        assertThat(view.nodes().get(1).owns(16383)).isTrue();
        assertThat(view.nodes().get(1).owns(8191)).isFalse();
        assertThat(view.nodes().get(2).isMaster()).isFalse();
    }

    @Test
    void sameClusterSeenByAnotherNode_isEqual() {
        ClusterView view = ClusterView.parse(FIRST + SECOND + REPLICA);

        assertThat(ClusterView.parse(
                        REPLICA.replace("slave", "myself,slave").replace("0 1 1", "5 0 1") + FIRST + SECOND))
                .isEqualTo(view);
    }

    @Test
    void failedMaster_leavesAHole() {
        ClusterView view = ClusterView.parse(FIRST.replace(" master", " master,fail") + SECOND + REPLICA);

        assertThat(view.isWhole()).isFalse();
        assertThat(view.hasMet(2)).isTrue();
    }

    @Test
    void suspectedNode_isNotSettled() {
        ClusterView view = ClusterView.parse(FIRST + SECOND.replace(" master", " master,fail?"));

        assertThat(view.isWhole()).isFalse();
        assertThat(view.hasMet(2)).isFalse();
    }

    @Test
    void slotOnTheMove_isLeftOut() {
        String line = FIRST.strip() + " [93-<-b]";

        assertThat(ClusterView.parse(line).nodes().get(0).slots()).containsExactly("0-8191");
    }
}
