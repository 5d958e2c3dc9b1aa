from benchmarks.driving.load import Load, load_of, shared_out, together
from benchmarks.processes import CpuTime


def seen(count, began, ended, latencies):
    return {"count": count, "began": began, "ended": ended, "latencies": latencies, "offered": []}


def test_load_lasts_from_the_first_client_to_the_last():
    clients = [
        seen(30, 100.0, 104.0, {"plan": [0.1], "leg": [0.2]}),
        seen(20, 101.0, 105.0, {"plan": [0.3]}),
    ]

    load = load_of(clients, CpuTime(1.0, 0.5))

    assert (load.count, load.seconds, load.rate) == (50, 5.0, 10.0)
    assert load.latencies == {"plan": [0.1, 0.3], "leg": [0.2]}
    assert load.cpu_each == CpuTime(0.02, 0.01)
    assert load.rate_of_cpu == 50 / 1.5


def test_loads_one_after_the_other_are_one():
    first = Load(10, 2.0, {"leg": [0.1, 0.2]}, CpuTime(1.0, 0.5), [["a", "b"]])
    second = Load(20, 1.0, {"leg": [0.3]}, CpuTime(2.0, 0.25), [["c", "d"]])

    whole = together([first, second])

    assert (whole.count, whole.seconds, whole.rate) == (30, 3.0, 10.0)
    assert whole.percentile("leg", 0.5) == 0.2
    assert whole.cpu == CpuTime(3.0, 0.75)
    assert whole.offered == [["a", "b"], ["c", "d"]]


def test_things_are_shared_out_evenly():
    assert shared_out("abcde", 3) == [["a", "d"], ["b", "e"], ["c"]]
